package io.github.deployctl.agent;

import io.github.deployctl.agent.local.Bridge;
import io.github.deployctl.agent.local.Reload;
import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.InitSystem;
import io.github.deployctl.agent.os.SignalSource;
import io.github.deployctl.agent.posix.Posix;
import io.github.deployctl.agent.systemd.Activation;
import io.github.deployctl.agent.systemd.JournalStream;
import io.github.deployctl.common.protocol.Caller;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The agent's command line. The one place that reads the environment and the clock, and that exits. */
public final class Main {
    private static final int USAGE = 2;
    private static final int FAILED = 1;

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    private static int run(List<String> args, PrintStream out, PrintStream err) {
        if (args.equals(List.of("--version"))) {
            out.println("deployctl-agent " + version());
            return 0;
        }
        if (args.contains("-h") || args.contains("--help")) {
            out.print(Arguments.USAGE);
            return 0;
        }
        try {
            Arguments arguments = Arguments.parse(args);
            return switch (arguments.verb()) {
                case RUN -> serve(arguments, args, err);
                case RELOAD -> new Reload(arguments.paths().socket(), version(), caller()).run(out, err);
                case CONNECT -> new Bridge(arguments.paths().socket()).run(System.in, out, err);
            };
        } catch (IllegalArgumentException e) {
            err.print("deployctl-agent: " + e.getMessage() + "\n\n" + Arguments.USAGE);
            return USAGE;
        } catch (IOException e) {
            err.println("deployctl-agent: not started: " + e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private static int serve(Arguments arguments, List<String> args, PrintStream err)
            throws IOException, InterruptedException {
        Agent.makeFolders(arguments.paths());
        Posix posix = Posix.load();
        Optional<Fd> lock = posix.tryLock(arguments.paths().lock(), System.getenv());
        if (lock.isEmpty()) {
            err.println("deployctl-agent: not started: another agent serves " + arguments.app() + " in "
                    + arguments.paths().state());
            return FAILED;
        }
        Fd held = lock.get();
        try (held) {
            Consumer<String> log = line -> err.println("deployctl-agent: " + line);
            InitSystem init = posix.initSystem(System.getenv("NOTIFY_SOCKET"), log);
            Activation activation =
                    Activation.read(System.getenv(), ProcessHandle.current().pid());
            Agent.Setting setting = new Agent.Setting(
                    arguments.app(), version(), arguments.paths(), adopterJar(), System.getenv(), Clock.systemUTC());
            try (Agent agent = Agent.start(
                    setting,
                    posix,
                    new Agent.Service(init, activation, posix.successor(System.getenv(), args, held), journal()),
                    log)) {
                CountDownLatch told = new CountDownLatch(1);
                listen(posix.signals(), agent, init, told);
                init.tell("READY=1");
                err.println("deployctl-agent: ready: " + arguments.app() + " on "
                        + arguments.paths().socket());
                told.await();
                init.tell("STOPPING=1");
                if (arguments.endsApp()) {
                    agent.end();
                } else {
                    agent.leave();
                    err.println("deployctl-agent: the app serves on, for the next agent to take up");
                }
            }
        }
        return 0;
    }

    /** TERM and INT end it; HUP, USR1 and USR2 are the classic signals of a hot restart. */
    private static void listen(SignalSource signals, Agent agent, InitSystem init, CountDownLatch told) {
        for (String name : List.of("TERM", "INT")) {
            signals.on(name, told::countDown);
        }
        for (String name : List.of("HUP", "USR1", "USR2")) {
            signals.on(name, () -> {
                init.tell(reloading());
                agent.restart("signal " + name, () -> init.tell("READY=1"));
            });
        }
    }

    /** The time is CLOCK_MONOTONIC's (sd_notify(3)), which is what the JVM's nanoTime reads on Linux. */
    private static String reloading() {
        return "RELOADING=1\nMONOTONIC_USEC=" + TimeUnit.NANOSECONDS.toMicros(System.nanoTime());
    }

    /** Unbuffered, since the logs write whole pieces. */
    private static @Nullable OutputStream journal() {
        boolean wanted =
                JournalStream.isOutput(System.getenv(), ProcessHandle.current().pid(), Path.of("/proc/self/fd/1"));
        return wanted ? new FileOutputStream(FileDescriptor.out) : null;
    }

    private static Caller caller() {
        return new Caller(System.getProperty("user.name"), "localhost", null);
    }

    /** The adopter lies beside the agent's own jar. */
    private static Path adopterJar() throws IOException {
        try {
            Path own = Path.of(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return own.resolveSibling("deployctl-adopter.jar").toRealPath();
        } catch (URISyntaxException e) {
            throw new IOException("the agent's own jar cannot be found", e);
        }
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "unversioned" : version;
    }
}
