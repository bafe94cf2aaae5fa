package io.github.deployctl.agent;

import io.github.deployctl.agent.os.SignalSource;
import io.github.deployctl.agent.posix.Posix;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

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
            return serve(Arguments.parse(args), err);
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

    private static int serve(Arguments arguments, PrintStream err) throws IOException, InterruptedException {
        Agent.makeFolders(arguments.paths());
        Optional<AgentLock> lock = AgentLock.tryAcquire(arguments.paths().lock());
        if (lock.isEmpty()) {
            err.println("deployctl-agent: not started: another agent serves " + arguments.app() + " in "
                    + arguments.paths().state());
            return FAILED;
        }
        AgentLock held = lock.get();
        try (held) {
            Posix posix = Posix.load();
            Agent.Setting setting = new Agent.Setting(
                    arguments.app(), version(), arguments.paths(), adopterJar(), System.getenv(), Clock.systemUTC());
            try (Agent agent = Agent.start(setting, posix, line -> err.println("deployctl-agent: " + line))) {
                CountDownLatch told = new CountDownLatch(1);
                listen(posix.signals(), agent, told);
                err.println("deployctl-agent: ready: " + arguments.app() + " on "
                        + arguments.paths().socket());
                told.await();
                agent.end();
            }
        }
        return 0;
    }

    /** TERM and INT end it; HUP, USR1 and USR2 are the classic signals of a hot restart. */
    private static void listen(SignalSource signals, Agent agent, CountDownLatch told) {
        for (String name : List.of("TERM", "INT")) {
            signals.on(name, told::countDown);
        }
        for (String name : List.of("HUP", "USR1", "USR2")) {
            signals.on(name, () -> agent.restart("signal " + name));
        }
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
