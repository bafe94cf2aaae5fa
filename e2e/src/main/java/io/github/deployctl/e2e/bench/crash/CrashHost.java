package io.github.deployctl.e2e.bench.crash;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.config.Deadlines;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.config.Retention;
import io.github.deployctl.common.config.SafetyNet;
import io.github.deployctl.common.config.StatusRange;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.e2e.app.Conduct;
import io.github.deployctl.e2e.app.OddJars;
import io.github.deployctl.e2e.kit.AgentClient;
import io.github.deployctl.e2e.kit.AgentProcess;
import io.github.deployctl.e2e.kit.Installation;
import io.github.deployctl.e2e.kit.Patience;
import io.github.deployctl.e2e.kit.Ports;
import io.github.deployctl.e2e.kit.Processes;
import io.github.deployctl.e2e.kit.Site;
import io.github.deployctl.e2e.kit.TempFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An agent without a service manager, with a small app in two generations, that can be told where to die. */
final class CrashHost implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(30);
    private static final Duration FAILING = Duration.ofMillis(1500);
    private static final Duration BACK = Duration.ofSeconds(20);
    private static final Duration UPGRADE = Duration.ofSeconds(20);
    private static final Deadlines DEADLINES =
            new Deadlines(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofMinutes(30));
    private static final int KEEP = 2;

    private final TempFolder temp;
    private final AgentProcess agent;
    private final OddJars jars;
    private final int port = Ports.free();
    private final int otherPort = Ports.free();
    private final Set<Sent> sent = new LinkedHashSet<>();
    private int version;

    private CrashHost(TempFolder temp, AgentProcess agent) {
        this.temp = temp;
        this.agent = agent;
        this.jars = new OddJars(temp.path());
    }

    static CrashHost start(Installation installation) throws IOException, InterruptedException {
        TempFolder temp = new TempFolder();
        CrashHost host =
                new CrashHost(temp, AgentProcess.start(installation, "odd", temp.path(), environment(temp.path())));
        host.push(host.nextVersion(), Conduct.GOOD);
        host.push(host.nextVersion(), Conduct.GOOD);
        return host;
    }

    private static Map<String, String> environment(Path folder) {
        return Map.of(
                "DEPLOYCTL_FAULT",
                "@" + folder.resolve("fault"),
                "DEPLOYCTL_FAULT_TRACE",
                folder.resolve("trace").toString());
    }

    /** From now on steps are counted, and somebody dies at {@code point}. */
    void arm(CrashPoint point) throws IOException {
        Path next = Files.writeString(temp.path().resolve("fault.next"), point.plan() + "\n" + Instant.now() + "\n");
        Files.move(next, temp.path().resolve("fault"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        forgetSteps();
    }

    void disarm() throws IOException {
        Files.deleteIfExists(temp.path().resolve("fault"));
    }

    void forgetSteps() throws IOException {
        Files.deleteIfExists(temp.path().resolve("trace"));
    }

    /** Returns the steps since {@link #forgetSteps}. */
    List<String> steps() throws IOException {
        Path trace = temp.path().resolve("trace");
        return Files.exists(trace) ? Files.readAllLines(trace) : List.of();
    }

    void startAgent() throws IOException, InterruptedException {
        agent.startAgain(environment(temp.path()));
    }

    String nextVersion() {
        version++;
        return version + ".0";
    }

    void push(String name, Conduct conduct) throws IOException {
        Map<String, ListenAddress> listeners = Map.of("http", loopback(port));
        Path jar = jars.pack(name, conduct);
        note(name, conduct, jar);
        try {
            client().push(jar, name, declaration(listeners, conduct == Conduct.GOOD ? READY : FAILING));
        } finally {
            Files.deleteIfExists(jar);
        }
    }

    /** The only one of these that is on probation, so that it alone is not just started again when it dies. */
    void pushOneThatIsTakenBack(String name) throws IOException, InterruptedException {
        Path jar = jars.good(name);
        note(name, Conduct.GOOD, jar);
        client().push(
                        jar,
                        name,
                        declaration(Map.of("http", loopback(port)), READY).with(SafetyNet.DEFAULT));
        long bad = agent.livePid();
        Processes.signal(bad, "KILL");
        Patience.await(BACK, "it was not taken back", () -> !agent.isAlive() || isBack(bad));
    }

    private boolean isBack(long bad) throws IOException {
        Reply.StatusReport status = client().status();
        return status.operation() == null
                && status.generations().stream().anyMatch(g -> g.role().equals("live") && g.pid() != bad);
    }

    void pushWithAnotherListener(String name) throws IOException {
        Map<String, ListenAddress> listeners = new LinkedHashMap<>();
        listeners.put("http", loopback(port));
        listeners.put("other", loopback(otherPort));
        Path jar = jars.good(name);
        note(name, Conduct.GOOD, jar);
        client().push(jar, name, declaration(listeners, READY));
    }

    private void note(String name, Conduct conduct, Path jar) throws IOException {
        try (InputStream in = Files.newInputStream(jar)) {
            sent.add(new Sent(name, conduct, Checksum.of(in), Files.size(jar)));
        }
    }

    /** Returns what the agent keeps a piece of. */
    List<Sent> keptInPart() throws IOException {
        List<Pieces.Piece> pieces = Pieces.in(incoming());
        return sent.stream()
                .filter(each -> pieces.stream().anyMatch(piece -> piece.isOf(each)))
                .toList();
    }

    /** Returns what the agent has whole. */
    List<Sent> stored() {
        return sent.stream()
                .filter(each -> Files.exists(incoming().resolve(each.artifact().hex() + ".jar"))
                        || Files.exists(agent.stateFolder().resolve("releases/" + each.release())))
                .toList();
    }

    /** Returns what is wrong with the pieces that the agent keeps. */
    List<String> complaintsOfPieces() throws IOException {
        return Pieces.complaints(Pieces.in(incoming()), List.copyOf(sent), stored(), Instant.now());
    }

    private Path incoming() {
        return agent.stateFolder().resolve("incoming");
    }

    /** Has the agent replace itself, and waits for the other one. */
    void upgrade() throws IOException, InterruptedException {
        Reply.AgentReport before = client().agent();
        client().upgrade();
        Patience.await(UPGRADE, "the agent did not answer after its upgrade", () -> {
            if (!agent.isAlive()) {
                return true; // Whoever killed it knows.
            }
            Reply.AgentReport now = client().agent();
            return now.pid() == before.pid() && now.since().isAfter(before.since());
        });
    }

    private static ListenAddress loopback(int number) {
        return ListenAddress.parse("127.0.0.1:" + number);
    }

    private static Declaration declaration(Map<String, ListenAddress> listeners, Duration ready) {
        List<String> args = new ArrayList<>();
        listeners.forEach((name, address) -> args.add((name.equals("http") ? "--port=" : "--also=")
                + requireNonNull(address).port()));
        return new Declaration(
                        new AppName("odd"),
                        listeners,
                        new Launch(
                                null, null, List.of(Site.OPTIONS.split(" ", -1)), args, Launch.DEFAULT.cwd(), Map.of()),
                        new ReadyCheck(
                                new ReadyCheck.HttpProbe("/ready", null, StatusRange.SUCCESS, null, null), ready),
                        DEADLINES)
                .with(new Retention(KEEP))
                .with(new SafetyNet(Duration.ZERO, null, false));
    }

    AgentProcess agent() {
        return agent;
    }

    AgentClient client() {
        return new AgentClient(agent.socket());
    }

    Path folder() {
        return temp.path();
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        temp.close();
    }
}
