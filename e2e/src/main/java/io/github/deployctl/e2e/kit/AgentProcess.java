package io.github.deployctl.e2e.kit;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An agent as a terminal or a container would run it: the installed launcher, its folders in a folder of the test. */
public final class AgentProcess {
    private static final int START_SECONDS = 30;

    private final Path folder;
    private final String app;
    private final List<String> launcher;
    private Process process;

    private AgentProcess(List<String> launcher, String app, Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        this.folder = folder;
        this.app = app;
        this.launcher = launcher;
        this.process = launch(environment);
    }

    /** Starts an agent for {@code app} and waits until it is ready. */
    public static AgentProcess start(Installation installation, String app, Path folder)
            throws IOException, InterruptedException {
        return start(installation, app, folder, Map.of());
    }

    /** Does so with more in its environment. */
    public static AgentProcess start(
            Installation installation, String app, Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        return new AgentProcess(List.of(installation.agent().toString()), app, folder, environment);
    }

    /** Starts one that has loopback addresses and ports of its own, as if on another host; it takes root. */
    public static AgentProcess startApart(Installation installation, String app, Path folder)
            throws IOException, InterruptedException {
        List<String> launcher = List.of(
                "unshare",
                "--net",
                "sh",
                "-c",
                "ip link set lo up && exec \"$@\"",
                "apart",
                installation.agent().toString());
        return new AgentProcess(launcher, app, folder, Map.of());
    }

    /** Starts it again after {@link #kill()} or {@link #terminate()}, with more in its environment. */
    public void startAgain(Map<String, String> environment) throws IOException, InterruptedException {
        process = launch(environment);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Path socket() {
        return folder.resolve("run/agent.sock");
    }

    public Path envFile() {
        return folder.resolve("app.env");
    }

    public Path stateFolder() {
        return folder.resolve("state");
    }

    public Path logFolder() {
        return folder.resolve("log");
    }

    /** The process that the agent's pid file names. */
    public long livePid() throws IOException {
        return Long.parseLong(Files.readString(folder.resolve("run/app.pid")).trim());
    }

    public void signal(String name) throws IOException, InterruptedException {
        Processes.signal(process.pid(), name);
    }

    /** SIGKILL, and waits until it is gone. */
    public void kill() throws IOException, InterruptedException {
        process.destroyForcibly();
        awaitEnd(30);
    }

    /** SIGTERM, and waits until it is gone. */
    public int terminate() throws IOException, InterruptedException {
        process.destroy();
        awaitEnd(40);
        return process.exitValue();
    }

    /** What it has said since the first start. */
    public String log() throws IOException {
        return Files.readString(folder.resolve("agent.log"));
    }

    private void awaitEnd(int seconds) throws IOException, InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new IOException("the agent did not end in " + seconds + " s: " + log());
        }
    }

    private Process launch(Map<String, String> environment) throws IOException, InterruptedException {
        Path log = folder.resolve("agent.log");
        long before = Files.exists(log) ? Files.size(log) : 0;
        List<String> words = new ArrayList<>(launcher);
        words.addAll(List.of(
                "run",
                app,
                "--state-dir",
                stateFolder().toString(),
                "--run-dir",
                folder.resolve("run").toString(),
                "--log-dir",
                logFolder().toString(),
                "--env-file",
                envFile().toString()));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process started = builder.start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!said(log, before).contains("deployctl-agent: ready")) {
            if (started.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                started.destroyForcibly();
                throw new IOException("the agent is not ready: " + said(log, before));
            }
        }
        return started;
    }

    private static String said(Path log, long from) throws IOException {
        byte[] bytes = Files.readAllBytes(log);
        return new String(bytes, (int) from, bytes.length - (int) from, StandardCharsets.UTF_8);
    }
}
