package io.github.deployctl.cli.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real agent as a child process, with its folders in the demo's folder. */
final class DemoAgent implements AutoCloseable {
    static final String APP = "demo";

    private static final Duration START = Duration.ofSeconds(30);
    /** Longer than a drain and a stop of the app with the demo's deadlines. */
    static final Duration END = Duration.ofSeconds(20);

    private final Process process;

    private DemoAgent(Process process) {
        this.process = process;
    }

    static Path socket(Path folder) {
        return folder.resolve("run/agent.sock");
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @throws IOException with what it said, when it is not
     */
    static DemoAgent start(Path launcher, Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("agent.log");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        launcher.toString(),
                        "run",
                        APP,
                        "--state-dir",
                        folder.resolve("state").toString(),
                        "--run-dir",
                        folder.resolve("run").toString(),
                        "--log-dir",
                        folder.resolve("log").toString(),
                        "--env-file",
                        folder.resolve("demo.env").toString()))
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log.toFile())
                .redirectErrorStream(true);
        // The agent and the app run on the Java that runs the demo, whatever the PATH says.
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("DEPLOYCTL_JAVA");
        DemoAgent agent = new DemoAgent(builder.start());
        try {
            agent.awaitReady(log);
            return agent;
        } catch (IOException | InterruptedException e) {
            agent.close();
            throw e;
        }
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!Files.readString(log).contains("deployctl-agent: ready")) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new IOException(
                        "the agent ended at its start: " + Files.readString(log).strip());
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("the agent was not ready in " + START.toSeconds() + " s: "
                        + Files.readString(log).strip());
            }
        }
    }

    /** SIGTERM, on which the agent ends the app too; SIGKILL to all of them when that takes too long. */
    @Override
    public void close() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroy();
        if (!endsInTime()) {
            process.destroyForcibly();
        }
        family.forEach(ProcessHandle::destroyForcibly);
    }

    private boolean endsInTime() {
        try {
            return process.waitFor(END.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
