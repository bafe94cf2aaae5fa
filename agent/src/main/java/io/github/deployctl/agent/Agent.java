package io.github.deployctl.agent;

import io.github.deployctl.agent.adoption.AdopterServer;
import io.github.deployctl.agent.adoption.Adopters;
import io.github.deployctl.agent.control.ControlServer;
import io.github.deployctl.agent.fault.DeadlyFaults;
import io.github.deployctl.agent.fault.Faults;
import io.github.deployctl.agent.launch.Environment;
import io.github.deployctl.agent.launch.Launcher;
import io.github.deployctl.agent.launch.Preflight;
import io.github.deployctl.agent.log.GenerationLogs;
import io.github.deployctl.agent.log.LogReading;
import io.github.deployctl.agent.maintenance.Doorkeeper;
import io.github.deployctl.agent.maintenance.HttpDoorkeeper;
import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.os.InitSystem;
import io.github.deployctl.agent.os.Successor;
import io.github.deployctl.agent.policy.HostPolicy;
import io.github.deployctl.agent.posix.Posix;
import io.github.deployctl.agent.procfs.OpenFiles;
import io.github.deployctl.agent.procfs.ProcHost;
import io.github.deployctl.agent.proof.Sampler;
import io.github.deployctl.agent.release.DurableFiles;
import io.github.deployctl.agent.release.Incoming;
import io.github.deployctl.agent.release.ReleaseStore;
import io.github.deployctl.agent.release.StorePaths;
import io.github.deployctl.agent.secret.RedactedOutput;
import io.github.deployctl.agent.secret.SecretStore;
import io.github.deployctl.agent.supervise.App;
import io.github.deployctl.agent.supervise.Asker;
import io.github.deployctl.agent.supervise.Sink;
import io.github.deployctl.agent.supervise.Surroundings;
import io.github.deployctl.agent.supervise.ThreadLoop;
import io.github.deployctl.agent.systemd.Activation;
import io.github.deployctl.agent.systemd.Watchdog;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Hello;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.secret.Vocabulary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A running agent: the app's supervisor, the adopters' socket and the clients' socket. */
final class Agent implements AutoCloseable {
    /** A generation's log is cut when it is longer, and as much of it is kept besides. */
    private static final long LOG_BYTES = 16L << 20;

    private final App app;
    private final ThreadLoop loop;
    private final ThreadLoop logLoop;
    private final GenerationLogs logs;
    private final AdopterServer adopterServer;
    private final ControlServer controlServer;
    private final Consumer<String> log;

    private Agent(App app, Loops loops, AdopterServer adopterServer, ControlServer controlServer, Logs logs) {
        this.app = app;
        this.loop = loops.supervisor();
        this.logLoop = loops.logs();
        this.adopterServer = adopterServer;
        this.controlServer = controlServer;
        this.logs = logs.generations();
        this.log = logs.own();
    }

    private record Loops(ThreadLoop supervisor, ThreadLoop logs) {}

    private record Logs(GenerationLogs generations, Consumer<String> own) {}

    /** Which app is served, from where, with what. */
    record Setting(
            AppName app,
            String version,
            StorePaths paths,
            Path adopterJar,
            Map<String, String> environment,
            Clock clock) {}

    /**
     * Whoever runs the agent as a service, what it passed in, what can take the agent's place, and where the app's lines go too.
     *
     * @param journal null where the files are enough
     */
    record Service(
            InitSystem init,
            Activation activation,
            Successor successor,
            @Nullable OutputStream journal) {}

    static void makeFolders(StorePaths paths) throws IOException {
        Files.createDirectories(paths.state());
        Files.createDirectories(paths.log());
        boolean fresh = !Files.isDirectory(paths.run());
        Files.createDirectories(paths.run());
        if (fresh) {
            Files.setPosixFilePermissions(paths.run(), PosixFilePermissions.fromString("rwxr-x---"));
        }
    }

    static Agent start(Setting setting, Posix posix, Service service, Consumer<String> plainLog)
            throws IOException, InterruptedException {
        StorePaths paths = setting.paths();
        Faults faults = DeadlyFaults.of(setting.environment(), posix.processes(), paths.pidFile());
        faults.pass("agent-started");
        ReleaseStore store = new ReleaseStore(paths, faults);
        store.open();
        Incoming incoming = store.incoming(setting.clock());
        incoming.clear();
        faults.pass("store-opened");
        Host host = new ProcHost(Path.of("/proc"));
        Adopters adopters = new Adopters();
        SecretStore secrets = SecretStore.open(paths.secretsFile(), new DurableFiles(faults), publicly(setting));
        Consumer<String> log = line -> plainLog.accept(secrets.redactor().redact(line));
        Preflight preflight = new Preflight(host, new Environment(setting.environment(), paths.envFile(), secrets));
        preflight.learnEnvironment();
        Launcher launcher = new Launcher(
                new Launcher.Installation(paths, setting.adopterJar(), setting.clock()),
                posix.listeners(),
                posix.processes(),
                preflight);
        ThreadLoop loop = new ThreadLoop("supervisor", defect -> log.accept("a defect: " + defect));
        Doorkeeper doorkeeper = new HttpDoorkeeper(posix.streams(), log);
        Surroundings around = new Surroundings(
                loop,
                log,
                setting.clock(),
                paths,
                faults,
                store,
                adopters,
                launcher,
                preflight,
                posix.processes(),
                posix.listeners(),
                doorkeeper,
                posix.notifications(),
                host,
                posix.connections(),
                new Sampler(posix.listeners(), host, System::nanoTime, Agent::startThread),
                service.init(),
                service.activation(),
                service.successor(),
                secrets);
        App app = new App(setting.app(), setting.version(), around);
        // First it must be known which generations run, else their adopters, which call at once, would be strangers.
        app.resume();
        AdopterServer adopterServer = AdopterServer.start(paths.adopterSocket(), adopters, app.adoptionListener());
        faults.pass("adopters-served");
        ThreadLoop logLoop = new ThreadLoop("logs", defect -> log.accept("a defect: " + defect));
        GenerationLogs logs = new GenerationLogs(new GenerationLogs.Setting(
                paths,
                posix.fileRanges(),
                app::now,
                LOG_BYTES,
                journal(service, secrets),
                new OpenFiles(Path.of("/proc"))::contain,
                setting.clock(),
                log));
        logs.start(logLoop::after);
        LogReading reading = new LogReading(logs, setting.clock());
        Hello.AgentHello hello = new Hello.AgentHello(
                Hello.PROTOCOL, Hello.PROTOCOL, setting.version(), setting.app(), null, Hello.FEATURES);
        ControlServer controlServer = ControlServer.start(
                paths.socket(),
                new ControlServer.Desk(
                        app, incoming, store, new HostPolicy(paths.policyFile()), reading, hello, loop, log));
        faults.pass("clients-served");
        long pid = ProcessHandle.current().pid();
        Watchdog.start(setting.environment(), pid, service.init(), loop::after);
        FirstProcess.begin(pid, loop, posix.signals(), posix.orphans());
        return new Agent(app, new Loops(loop, logLoop), adopterServer, controlServer, new Logs(logs, log));
    }

    /** What stands in every other message: a secret that has it in it is not taken out of those. */
    private static List<String> publicly(Setting setting) {
        StorePaths paths = setting.paths();
        List<String> known = new ArrayList<>(Vocabulary.WORDS);
        known.addAll(List.of(
                setting.app().value(),
                paths.state().toString(),
                paths.run().toString(),
                paths.log().toString(),
                paths.envFile().toString(),
                setting.adopterJar().toString()));
        return known;
    }

    private static @Nullable OutputStream journal(Service service, SecretStore secrets) {
        OutputStream journal = service.journal();
        return journal == null ? null : new RedactedOutput(journal, secrets::redactor);
    }

    private static void startThread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Hands over to a new process of the current release; the outcome goes to the log. {@code done} is called when it is known. */
    void restart(String by, Runnable done) {
        app.restart(Asker.local(by), new Sink() {
            @Override
            public void event(Event event) {}

            @Override
            public void reply(Reply reply) {
                log.accept(
                        reply instanceof Reply.Failed failed
                                ? "restart by " + by + " failed: "
                                        + failed.failure().message()
                                : "restart by " + by + " is done");
                done.run();
            }
        });
    }

    /** Ends the app gracefully; returns when its last process is gone. */
    void end() throws InterruptedException {
        app.end();
        app.letCallersGo();
        logs.finish(logLoop::post);
    }

    /** Decides nothing any more, so that the state on disk stays what the next agent is to go on from; the app is left as it is. */
    void leave() throws InterruptedException {
        loop.close();
        app.letCallersGo();
    }

    @Override
    public void close() throws IOException {
        controlServer.close();
        adopterServer.close();
        loop.close();
        logLoop.close();
    }
}
