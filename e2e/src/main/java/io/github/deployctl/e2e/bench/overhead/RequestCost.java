package io.github.deployctl.e2e.bench.overhead;

import io.github.deployctl.common.config.Deadlines;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.config.StartUp;
import io.github.deployctl.common.config.StatusRange;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.e2e.kit.AgentClient;
import io.github.deployctl.e2e.kit.AgentProcess;
import io.github.deployctl.e2e.kit.Installation;
import io.github.deployctl.e2e.kit.Jdk;
import io.github.deployctl.e2e.kit.Ports;
import io.github.deployctl.e2e.kit.TempFolder;
import io.github.deployctl.e2e.matrix.Cell;
import io.github.deployctl.e2e.matrix.Start;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What being adopted costs an app per request. Two equal JVMs that run the same jar differ by some percent for as long as they live (code layout, compilation order),
 * so each epoch starts three anew: two plain ones and one that an agent launched and made live.
 */
public final class RequestCost {
    private static final int EPOCHS = 7;
    private static final List<String> OPTIONS = List.of("-Xms128m", "-Xmx128m", "-XX:+UseSerialGC");
    private static final Duration READY = Duration.ofSeconds(60);

    private final Installation installation;
    private final Jdk jdk;
    private final Cell cell;
    private final Consumer<String> progress;

    public RequestCost(Installation installation, Jdk jdk, Cell cell, Consumer<String> progress) {
        this.installation = installation;
        this.jdk = jdk;
        this.cell = cell;
        this.progress = progress;
    }

    /** Measures; {@code handicapNanos} are wasted after each answer of the adopted process, to see whether that shows. */
    public Ratios measure(long handicapNanos) throws IOException, InterruptedException {
        List<Epoch> epochs = new ArrayList<>();
        try (LoadProcess load = new LoadProcess(jdk.java())) {
            for (int i = 0; i < EPOCHS; i++) {
                Epoch epoch = epoch(load, handicapNanos);
                progress.accept("epoch " + (i + 1) + " of " + EPOCHS + ": requests/s " + epoch.requestsPerSecond()
                        + ", p99 ns " + epoch.p99Nanos());
                epochs.add(epoch);
            }
        }
        return new Ratios(epochs);
    }

    private Epoch epoch(LoadProcess load, long handicapNanos) throws IOException, InterruptedException {
        List<Process> plain = new ArrayList<>();
        try (TempFolder temp = new TempFolder()) {
            Epoch.Server one = plain(plain);
            Epoch.Server other = plain(plain);
            AgentProcess agent = AgentProcess.start(installation, "cost", temp.path());
            int port = Ports.free();
            new AgentClient(agent.socket()).push(cell.start().artifact(), "1", declaration(port));
            Epoch.Server adopted = new Epoch.Server(port, agent.livePid());
            return Epoch.measure(load, new Epoch.Servers(one, other, adopted), handicapNanos);
        } finally {
            plain.forEach(Process::destroyForcibly);
        }
    }

    /** Starts a plain process; {@code started} takes it, to be ended. */
    private Epoch.Server plain(List<Process> started) throws IOException, InterruptedException {
        int port = Ports.free();
        Start start = cell.start().at(port);
        // In a session of its own, as an agent's apps are: where the kernel has autogroups (sched(7)), each session
        // gets its share of the processors.
        List<String> words = new ArrayList<>(List.of("setsid", jdk.java().toString()));
        words.addAll(OPTIONS);
        words.addAll(start.options());
        words.addAll(List.of("-jar", start.artifact().toString()));
        words.addAll(start.args());
        Process process = new ProcessBuilder(words)
                .directory(new File("/"))
                .redirectInput(new File("/dev/null"))
                .redirectOutput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started.add(process);
        awaitListening(process, port);
        return new Epoch.Server(port, process.pid());
    }

    private static void awaitListening(Process process, int port) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + READY.toNanos();
        while (!isListening(port)) {
            if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IOException("the plain app does not listen");
            }
        }
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private Declaration declaration(int port) {
        Start start = cell.start().at(port);
        List<String> options = new ArrayList<>(OPTIONS);
        options.addAll(start.options());
        return new Declaration(
                        new AppName("cost"),
                        Map.of("http", ListenAddress.parse("127.0.0.1:" + port)),
                        new Launch(
                                jdk.home().toString(), null, options, start.args(), Launch.DEFAULT.cwd(), start.env()),
                        new ReadyCheck(new ReadyCheck.HttpProbe("/fast", null, StatusRange.SUCCESS, null), READY),
                        Deadlines.DEFAULT)
                // Else a JVM would make the archive 30 s after the deploy, beside the slices, and the adopted process
                // alone would be asked for its classes: that is no cost of a request.
                .with(new StartUp(StartUp.Priority.NORMAL, false, null));
    }
}
