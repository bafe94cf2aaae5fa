package io.github.deployctl.agent.systemd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Whether what this process prints becomes the unit's journal. */
public final class JournalStream {
    private static final long FIRST_PROCESS = 1;

    private JournalStream() {}

    /**
     * Compares JOURNAL_STREAM with the standard output, as systemd.exec(5) says one must: the variable is inherited by children whose output goes elsewhere. The
     * first process of a container prints for whoever runs the container.
     */
    public static boolean isOutput(Map<String, String> environment, long pid, Path output) {
        String stream = environment.get("JOURNAL_STREAM");
        return pid == FIRST_PROCESS || (stream != null && stream.equals(identity(output)));
    }

    private static String identity(Path file) {
        try {
            return Files.getAttribute(file, "unix:dev") + ":" + Files.getAttribute(file, "unix:ino");
        } catch (IOException e) {
            return "";
        }
    }
}
