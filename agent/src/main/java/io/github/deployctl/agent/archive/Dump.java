package io.github.deployctl.agent.archive;

import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.agent.os.LaunchCommand;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Processes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** JVMs that make an archive, and that try it: neither runs any code of the app. They have of the processors what nobody else wants. */
final class Dump {
    /** The first whose static archives can have their classes linked ahead (JEP 483). */
    private static final int LINKS_AHEAD = 25;

    private static final long PATIENCE_MINUTES = 5;

    private final Processes processes;

    Dump(Processes processes) {
        this.processes = processes;
    }

    /**
     * Where it works.
     *
     * @param classes the list
     * @param archive to be written
     */
    record Files(Path classes, Path archive) {}

    /** @throws IOException when the archive was not made, or the JVM would not use it */
    void run(ArchiveKey key, Path artifact, Files files) throws IOException, InterruptedException {
        List<String> making = new ArrayList<>(List.of(
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + files.classes(),
                "-XX:SharedArchiveFile=" + files.archive()));
        if (key.feature() >= LINKS_AHEAD) {
            // An archive of linked classes is for the same set of modules, and the adopter brings this one in.
            making.addAll(List.of("-XX:+AOTClassLinking", "--add-modules", "java.instrument"));
        }
        making.addAll(key.options());
        making.addAll(List.of("-cp", artifact.toString()));
        run(key, making, files);
        List<String> trying = new ArrayList<>(
                List.of("-Xshare:on", "-XX:+VerifySharedSpaces", "-XX:SharedArchiveFile=" + files.archive()));
        if (key.feature() >= LINKS_AHEAD) {
            trying.addAll(List.of("--add-modules", "java.instrument"));
        }
        trying.addAll(key.options());
        trying.addAll(List.of("-cp", artifact.toString(), "-version"));
        run(key, trying, files);
    }

    private void run(ArchiveKey key, List<String> words, Files files) throws IOException, InterruptedException {
        // From the first instruction on, and for good: nothing raises these again.
        List<String> argv =
                new ArrayList<>(List.of("nice", "-n", "19", key.java().toString()));
        argv.addAll(words);
        Path folder = files.archive().resolveSibling(".").normalize();
        ProcessId process = processes.launch(new LaunchCommand(
                argv, Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C"), folder, folder.resolve("dump.log"), List.of()));
        CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
        processes.onExit(process, exit::complete);
        try {
            lower(process);
            ExitStatus status = exit.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
            if (!status.equals(new ExitStatus.Exited(0))) {
                throw new IOException("the JVM " + status.describe() + " (" + words.get(0) + ")");
            }
        } catch (TimeoutException e) {
            throw new IOException("the JVM took more than " + PATIENCE_MINUTES + " minutes (" + words.get(0) + ")", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // Nobody completes it so.
        } finally {
            processes.signal(process, Processes.Signal.KILL);
        }
    }

    private void lower(ProcessId process) throws InterruptedException {
        try {
            processes.lower(process);
        } catch (OsException e) {
            return; // Its threads are low anyway, and this was for the group of its session.
        }
    }
}
