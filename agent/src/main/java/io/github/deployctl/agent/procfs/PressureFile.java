package io.github.deployctl.agent.procfs;

import java.nio.file.Path;

/** A file of pressure stall information: {@code some avg10=0.00 avg60=0.00 avg300=0.00 total=0} and so on (proc(5)). */
final class PressureFile {
    private static final String SOME = "some avg10=";

    private PressureFile() {}

    /** Returns how much of the last ten seconds some process waited, in percent; 0 where the kernel does not tell. */
    static double someOfTenSeconds(Path file) {
        for (String line : ProcFiles.lines(file)) {
            if (line.startsWith(SOME)) {
                int end = line.indexOf(' ', SOME.length());
                return parse(line.substring(SOME.length(), end < 0 ? line.length() : end));
            }
        }
        return 0;
    }

    private static double parse(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
