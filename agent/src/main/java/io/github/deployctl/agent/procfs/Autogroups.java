package io.github.deployctl.agent.procfs;

import io.github.deployctl.agent.os.ProcessId;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The groups that the kernel makes of sessions, to share the processor among them before it is shared among threads ({@code /proc/<pid>/autogroup}, sched(7)).
 * Where they are in force a thread's own nice value counts within its group alone. Anybody may raise the group of his own process up to nice 0 again.
 */
public final class Autogroups {
    /** The kernel takes one such change in 100 ms from all who are not root (EAGAIN otherwise). */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long PAUSE_MILLIS = 20;
    private static final Pattern CONTENT = Pattern.compile("/autogroup-\\d+ nice (-?\\d+)\\s*");

    private final Path proc;

    /** @param proc {@code /proc} */
    public Autogroups(Path proc) {
        this.proc = proc;
    }

    /** Gives the group of {@code process} a nice value. Returns false where it has none, or keeps another for two seconds. */
    public boolean set(ProcessId process, int nice) throws InterruptedException {
        Path file = proc.resolve(Long.toString(process.pid())).resolve("autogroup");
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        Matcher content = CONTENT.matcher(ProcFiles.text(file));
        while (content.matches() && Integer.parseInt(content.group(1)) != nice) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            write(file, nice);
            content = CONTENT.matcher(ProcFiles.text(file));
            if (content.matches() && Integer.parseInt(content.group(1)) != nice) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
        return content.matches();
    }

    private static void write(Path file, int nice) {
        try (OutputStream out = new FileOutputStream(file.toFile())) {
            out.write(Integer.toString(nice).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // Whether it worked is read back: too early for the kernel, the process is gone, or it may not be.
            return;
        }
    }
}
