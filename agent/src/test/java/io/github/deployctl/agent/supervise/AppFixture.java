package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.agent.adoption.Adopters;
import io.github.deployctl.agent.adoption.FakeAdopter;
import io.github.deployctl.agent.fault.Faults;
import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.launch.Environment;
import io.github.deployctl.agent.launch.Launcher;
import io.github.deployctl.agent.launch.Preflight;
import io.github.deployctl.agent.maintenance.FakeDoorkeeper;
import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.agent.os.FakeConnections;
import io.github.deployctl.agent.os.FakeHost;
import io.github.deployctl.agent.os.FakeInitSystem;
import io.github.deployctl.agent.os.FakeListeners;
import io.github.deployctl.agent.os.FakeNotifications;
import io.github.deployctl.agent.os.FakeProcesses;
import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.LaunchCommand;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Successor;
import io.github.deployctl.agent.proof.Sampler;
import io.github.deployctl.agent.release.Arrival;
import io.github.deployctl.agent.release.DurableFiles;
import io.github.deployctl.agent.release.Incoming;
import io.github.deployctl.agent.release.ReleaseStore;
import io.github.deployctl.agent.release.StorePaths;
import io.github.deployctl.agent.secret.SecretStore;
import io.github.deployctl.agent.systemd.Activation;
import io.github.deployctl.common.config.Deadlines;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.config.Retention;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Maintain;
import io.github.deployctl.common.protocol.Notice;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/** An app with an imagined kernel, imagined adopters and a clock of its own, but with the real state, store and history in a temporary folder. */
final class AppFixture {
    static final Deadlines DEADLINES =
            new Deadlines(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofMinutes(10));

    final FakeProcesses processes;
    final FakeListeners listeners;
    final FakeHost host;
    final StorePaths paths;
    private final ReleaseStore store;
    private Incoming incoming;
    final List<String> log = new ArrayList<>();
    private final Map<Long, FakeAdopter> fakeAdopters = new HashMap<>();
    private final ManualLoop loop = new ManualLoop();
    final FakeDoorkeeper doorkeeper = new FakeDoorkeeper();
    final FakeNotifications notifications = new FakeNotifications();
    final FakeConnections connections = new FakeConnections();
    final FakeInitSystem service;
    /** What would be run on threads that look at the listeners. */
    final List<Runnable> looking = new ArrayList<>();

    private final Adopters adopters = new Adopters();
    private final App app;
    private Duration later = Duration.ZERO;

    /** A fresh host. */
    AppFixture(Path folder) {
        this(folder, Faults.NONE);
    }

    /** A host on which nothing runs; what its disk has is in {@code folder}. */
    AppFixture(Path folder, Faults faults) {
        this(folder, faults, new Kernel(new FakeProcesses(), new FakeListeners(), new FakeHost()), List.of());
    }

    private record Kernel(FakeProcesses processes, FakeListeners listeners, FakeHost host) {}

    private AppFixture(Path folder, Faults faults, Kernel kernel, List<String> passedIn) {
        this.service = new FakeInitSystem();
        this.processes = kernel.processes();
        this.listeners = kernel.listeners();
        this.host = kernel.host();
        this.paths = new StorePaths(
                folder.resolve("state"), folder.resolve("run"), folder.resolve("log"), folder.resolve("shop.env"));
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
                return Instant.parse("2026-01-01T00:00:00Z").plus(later);
            }
        };
        SecretStore secrets = SecretStore.open(paths.secretsFile(), new DurableFiles(faults), List.of());
        Environment environment =
                new Environment(Map.of("PATH", System.getProperty("java.home") + "/bin"), paths.envFile(), secrets);
        Preflight preflight = new Preflight(host, environment);
        Launcher launcher = new Launcher(
                new Launcher.Installation(paths, folder.resolve("adopter.jar"), clock),
                listeners,
                processes,
                preflight);
        store = new ReleaseStore(paths, faults);
        try {
            Files.createDirectories(paths.run());
            Files.createDirectories(paths.log());
            store.open();
            incoming = store.incoming(clock);
            incoming.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Surroundings around = new Surroundings(
                loop,
                log::add,
                clock,
                paths,
                faults,
                store,
                adopters,
                launcher,
                preflight,
                processes,
                listeners,
                doorkeeper,
                notifications,
                host,
                connections,
                new Sampler(listeners, host, loop::nanos, (name, task) -> looking.add(task)),
                service,
                new Activation(passedIn),
                Successor.NONE,
                secrets);
        app = new App(new AppName("shop"), "test", around);
        resume();
    }

    /** Returns another agent on the same host: this one was killed, its processes and its files are still there. */
    AppFixture successor() {
        // The kernel closes what a killed process had open.
        processes.launched().forEach(command -> command.fds().forEach(Fd::close));
        return next(List.of());
    }

    /** Returns another agent on the same host that the service manager started with these listeners, by name. */
    AppFixture successor(Map<String, Fd> passedIn) throws OsException {
        int number = Activation.FIRST_FD;
        for (Fd listener : passedIn.values()) {
            listeners.passIn(number++, listener);
        }
        processes.launched().forEach(command -> command.fds().forEach(Fd::close));
        return next(List.copyOf(passedIn.keySet()));
    }

    private AppFixture next(List<String> passedIn) {
        return new AppFixture(
                paths.state().resolve("..").normalize(), Faults.NONE, new Kernel(processes, listeners, host), passedIn);
    }

    private void resume() {
        // resume() waits for the loop, which only this thread turns.
        Thread waiting = new Thread(() -> {
            try {
                app.resume();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> {
            loop.turn();
            return !waiting.isAlive();
        });
    }

    static Declaration declaration(Map<String, ListenAddress> listeners) {
        return new Declaration(
                        new AppName("shop"),
                        listeners,
                        Launch.DEFAULT,
                        new ReadyCheck(null, Duration.ofMinutes(5)),
                        DEADLINES)
                .with(new Retention(3));
    }

    /** A release that is handed over in another way, launched as {@code launch} says. */
    static Declaration declaration(HandOver handOver, Launch launch, ReadyCheck ready) {
        return new Declaration(
                        new AppName("shop"), Map.of("http", ListenAddress.parse("8080")), launch, ready, DEADLINES)
                .with(handOver)
                .with(new Retention(3));
    }

    static Declaration declaration() {
        return declaration(Map.of("http", ListenAddress.parse("8080")));
    }

    /** Begins to push a jar that differs by {@code version} alone. */
    Waiter push(String version) {
        return push(version, declaration());
    }

    Waiter push(String version, Declaration declaration) {
        return push(version, declaration, false);
    }

    /** Pushes although it is marked bad. */
    Waiter pushAllTheSame(String version) {
        return push(version, declaration(), true);
    }

    private Waiter push(String version, Declaration declaration, boolean force) {
        return push(version, declaration, force, Asker.local("ann@laptop"));
    }

    private Waiter push(String version, Declaration declaration, boolean force, Asker asker) {
        byte[] jar = jar(version);
        try {
            Checksum sha = Checksum.of(new ByteArrayInputStream(jar));
            try (Arrival arrival = incoming.expect(sha, jar.length)) {
                arrival.receive(new ByteArrayInputStream(jar));
            }
            Waiter waiter = new Waiter();
            waiter.ticket =
                    app.push(new Request.Deploy(ReleaseId.of(version, sha), sha, declaration, force), asker, waiter);
            loop.turn();
            return waiter;
        } catch (IOException | FailureException e) {
            throw new AssertionError(e);
        }
    }

    Waiter rollBack(@Nullable ReleaseId to) {
        return rollBackAs(new Request.RollBack(to));
    }

    Waiter confirm(@Nullable Long generation) {
        Waiter waiter = new Waiter();
        waiter.ticket = app.confirm(new Request.Confirm(generation), Asker.local("bob@desk"), waiter);
        loop.turn();
        return waiter;
    }

    Waiter awaitProbation(long generation) {
        Waiter waiter = new Waiter();
        waiter.ticket = app.awaitProbation(new Request.AwaitProbation(generation), Asker.local("ann@laptop"), waiter);
        loop.turn();
        return waiter;
    }

    Waiter rollBackAs(Request.RollBack request) {
        Waiter waiter = new Waiter();
        waiter.ticket = app.rollBack(request, Asker.local("ann@laptop"), waiter);
        loop.turn();
        return waiter;
    }

    Waiter restart() {
        Waiter waiter = new Waiter();
        waiter.ticket = app.restart(Asker.local("ann@laptop"), waiter);
        loop.turn();
        return waiter;
    }

    Waiter start() {
        Waiter waiter = new Waiter();
        waiter.ticket = app.start(Asker.local("ann@laptop"), waiter);
        loop.turn();
        return waiter;
    }

    Waiter stop() {
        Waiter waiter = new Waiter();
        waiter.ticket = app.stop(Asker.local("bob@desk"), waiter);
        loop.turn();
        return waiter;
    }

    Waiter maintain(@Nullable Notice notice, @Nullable String message) {
        Waiter waiter = new Waiter();
        waiter.ticket = app.maintain(new Maintain(notice, message), Asker.local("bob@desk"), waiter);
        loop.turn();
        return waiter;
    }

    Waiter acquire(Request.Acquire request, Asker asker) {
        Waiter waiter = new Waiter();
        waiter.ticket = app.acquire(request, asker, waiter);
        loop.turn();
        return waiter;
    }

    Waiter join(long lease, Asker asker) {
        Waiter waiter = new Waiter();
        waiter.ticket = app.join(new Request.Join(lease), asker, waiter);
        loop.turn();
        return waiter;
    }

    Waiter release(boolean force, Asker asker) {
        Waiter waiter = new Waiter();
        waiter.ticket = app.release(new Request.Release(force), asker, waiter);
        loop.turn();
        return waiter;
    }

    Waiter rollBackBy(Asker asker) {
        Waiter waiter = new Waiter();
        waiter.ticket = app.rollBack(new Request.RollBack(null), asker, waiter);
        loop.turn();
        return waiter;
    }

    Waiter stopBy(Asker asker) {
        Waiter waiter = new Waiter();
        waiter.ticket = app.stop(asker, waiter);
        loop.turn();
        return waiter;
    }

    Waiter push(String version, Asker asker) {
        return push(version, declaration(), false, asker);
    }

    /** Has a command run whose process ends with {@code status} as soon as it is there, unless that is null. */
    Reply run(Request.Run request, Asker asker, @Nullable ExitStatus status) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        int before = processes.launched().size();
        Thread client = new Thread(() -> {
            try {
                reply.complete(app.runs().run(request, asker, new Runs.Client() {
                    @Override
                    public void event(Event event) {}

                    @Override
                    public void onGone(Runnable action) {
                        if (status == null) {
                            action.run();
                        }
                    }
                }));
            } catch (InterruptedException e) {
                reply.completeExceptionally(e);
            }
        });
        client.start();
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> {
            loop.turn();
            return reply.isDone() || processes.launched().size() > before;
        });
        if (!reply.isDone() && status != null) {
            List<ProcessId> running = processes.running();
            processes.end(running.get(running.size() - 1), status);
        }
        Reply answer = reply.orTimeout(20, TimeUnit.SECONDS).join();
        loop.turn();
        return answer;
    }

    Waiter secrets(Request.OfSecrets request, Asker asker) {
        Waiter waiter = new Waiter();
        waiter.ticket = app.secrets(request, asker, waiter);
        loop.turn();
        return waiter;
    }

    void abandon(Waiter waiter) {
        app.abandon(waiter.ticket());
        loop.turn();
    }

    Reply show(long id) throws IOException {
        return app.history(new Request.ShowHistory(id));
    }

    Reply.Examined examine(Request.Examine request) throws IOException {
        return (Reply.Examined) app.examine(request);
    }

    Reply prune(Request.Prune request) {
        Waiter waiter = new Waiter();
        waiter.ticket = app.prune(request, Asker.local("ann@laptop as deploy"), waiter);
        loop.turn();
        return waiter.reply();
    }

    Reply.StatusReport status() {
        Waiter waiter = new Waiter();
        waiter.ticket = app.status(waiter);
        loop.turn();
        return (Reply.StatusReport) waiter.reply();
    }

    /** Returns what {@code history.jsonl} holds, as "operation release ok|failed", the newest first. */
    List<String> history() {
        return entries().stream()
                .map(e -> e.operation() + " " + e.release() + (e.failure() == null ? " ok" : " failed"))
                .toList();
    }

    List<HistoryEntry> entries() {
        try {
            return ((Reply.HistoryReport) app.history(new Request.History(100))).entries();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the newest line of the history. */
    HistoryEntry lastEntry() {
        return entries().get(0);
    }

    /** Returns why each entry of the history is there, the newest first. */
    List<String> reasons() {
        return entries().stream()
                .map(e -> Optional.ofNullable(e.reason()).orElse(""))
                .toList();
    }

    Reply.Deployed deployed(String version, Declaration declaration) {
        Waiter waiter = push(version, declaration);
        comeUp(lastGeneration());
        return (Reply.Deployed) settled(waiter);
    }

    /** The process of a generation ends by itself. */
    void crash(long number) {
        processes.end(process(number), new ExitStatus.Exited(1));
        loop.turn();
    }

    /** Pushes, and lets the candidate come up and the old generation drain. */
    Reply.Deployed deployed(String version) {
        Waiter waiter = push(version);
        comeUp(lastGeneration());
        return (Reply.Deployed) settled(waiter);
    }

    /** The candidate binds all that was declared for it and is ready. */
    void comeUp(long number) {
        bind(number);
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> {
            loop.turn();
            return !role(number).equals(Optional.of("candidate"));
        });
    }

    void bind(long number) {
        String names = launched(number).env().getOrDefault("LISTEN_FDNAMES", "");
        for (String name : names.split(":", -1)) {
            adopter(number).bind(name);
        }
    }

    /** The candidate's listeners are bound by a JVM that the launched process has started. */
    void bindIn(ProcessId jvm, long number) {
        adopter(number).callFrom(jvm.pid());
        bind(number);
        for (String name :
                launched(number).env().getOrDefault("LISTEN_FDNAMES", "").split(":", -1)) {
            app.adoptionListener().bound(number, name, jvm.pid());
        }
    }

    void announceUndeclared(long number, String host, int port) {
        app.adoptionListener().undeclared(number, host, port);
    }

    /** Tells whether somebody may still call as the adopter of a generation. */
    boolean expectsAdopter(long number) {
        AtomicBoolean refused = new AtomicBoolean();
        adopters.collect(number, error -> refused.set(error != null));
        return !refused.get();
    }

    FakeAdopter adopter(long number) {
        return fakeAdopters.computeIfAbsent(number, n -> new FakeAdopter(adopters, n));
    }

    /** Waits for the reply; the threads that watch readiness and drains are real. */
    Reply settled(Waiter waiter) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> {
            loop.turn();
            return waiter.hasReply();
        });
        return waiter.reply();
    }

    void turn() {
        loop.turn();
    }

    void pass(Duration time) {
        loop.pass(time);
    }

    /** Sets the clock on the wall, which the loop's timers do not go by. */
    void setClock(Duration sinceNewYear) {
        later = sinceNewYear;
    }

    long lastGeneration() {
        return status().generations().stream()
                .mapToLong(g -> g.number())
                .max()
                .orElseThrow(() -> new AssertionError("no generation"));
    }

    Optional<String> role(long number) {
        return status().generations().stream()
                .filter(g -> g.number() == number)
                .map(g -> g.role())
                .findFirst();
    }

    void awaitRole(long number, Generation.Role role) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> {
            loop.turn();
            return role(number).equals(Optional.of(role.name().toLowerCase(Locale.ROOT)));
        });
    }

    ProcessId process(long number) {
        return status().generations().stream()
                .filter(g -> g.number() == number)
                .map(g -> new ProcessId(g.pid(), g.pid() * 10))
                .findFirst()
                .orElseThrow();
    }

    LaunchCommand launched(long number) {
        return processes.launched().stream()
                .filter(command -> command.log().equals(paths.logFile(number)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("generation " + number + " was not launched"));
    }

    Optional<Long> live() {
        return status().generations().stream()
                .filter(g -> g.role().equals("live"))
                .map(g -> g.number())
                .findFirst();
    }

    static byte[] jar(String version) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "shop.Main");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry(JarFile.MANIFEST_NAME);
            entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
            jar.putNextEntry(entry);
            manifest.write(jar);
            jar.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Somebody who waits for an answer. */
    static final class Waiter implements Sink {
        private final List<Event> events = new ArrayList<>();
        private @Nullable Ticket ticket;
        private @Nullable Reply reply;

        @Override
        public void event(Event event) {
            events.add(event);
        }

        @Override
        public void reply(Reply answer) {
            assertThat(reply).as("one reply").isNull();
            reply = answer;
        }

        boolean hasReply() {
            return reply != null;
        }

        Reply reply() {
            return Optional.ofNullable(reply).orElseThrow(() -> new AssertionError("no reply yet; events: " + events));
        }

        Failure failure() {
            assertThat(reply()).isInstanceOf(Reply.Failed.class);
            return ((Reply.Failed) reply()).failure();
        }

        List<Event> events() {
            return List.copyOf(events);
        }

        Ticket ticket() {
            return Optional.ofNullable(ticket).orElseThrow();
        }
    }
}
