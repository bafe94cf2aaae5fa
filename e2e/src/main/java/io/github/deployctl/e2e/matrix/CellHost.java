package io.github.deployctl.e2e.matrix;

import io.github.deployctl.common.protocol.GenerationStatus;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.ReleaseId;
import io.github.deployctl.e2e.kit.AgentClient;
import io.github.deployctl.e2e.kit.AgentProcess;
import io.github.deployctl.e2e.kit.Installation;
import io.github.deployctl.e2e.kit.Jdk;
import io.github.deployctl.e2e.kit.Ports;
import io.github.deployctl.e2e.kit.TempFolder;
import io.github.deployctl.e2e.matrix.load.Ask;
import io.github.deployctl.e2e.matrix.load.Asker;
import io.github.deployctl.e2e.matrix.load.CellLoad;
import io.github.deployctl.e2e.matrix.load.Judge;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * An agent with one app on one JDK: two releases of the same artifact between which it swaps. Each swap is checked by a new connection, which another process
 * must answer than before. For one thread.
 */
public final class CellHost implements AutoCloseable {
    private static final AppName APP = CellDeclaration.APP;
    private static final Duration ASK = Duration.ofSeconds(10);

    private final Cell cell;
    private final Jdk jdk;
    private final TempFolder temp;
    private final AgentProcess agent;
    private final AgentClient client;
    private final int port = Ports.free();
    private final Map<Long, Long> pids = new HashMap<>();
    private final Map<String, ReleaseId> releases = new HashMap<>();
    private String live = "";
    private long answering;
    private Judge judge = Judge.ofPids();

    private CellHost(Cell cell, Jdk jdk, TempFolder temp, AgentProcess agent) {
        this.cell = cell;
        this.jdk = jdk;
        this.temp = temp;
        this.agent = agent;
        this.client = new AgentClient(agent.socket());
    }

    /** Starts the agent and, alone on its port, the app's first generation. */
    public static CellHost start(Installation installation, Cell cell, Jdk jdk)
            throws IOException, InterruptedException {
        TempFolder temp = new TempFolder();
        try {
            AgentProcess agent = AgentProcess.start(installation, APP.value(), temp.path());
            CellHost host = new CellHost(cell, jdk, temp, agent);
            host.first();
            return host;
        } catch (IOException | InterruptedException | RuntimeException e) {
            temp.close();
            throw e;
        }
    }

    private void first() throws IOException {
        AgentClient.Moved moved = push("1");
        if (!cell.tellsPid()) {
            judge = Judge.of(answer());
        }
        answering = pid(moved);
        pids.put(moved.reply().generation(), answering);
    }

    /** The app as the load's clients know it. */
    public CellLoad.Target target() {
        return new CellLoad.Target(cell.protocol(), port, judge);
    }

    public AgentProcess agent() {
        return agent;
    }

    /** Every process that was seen to answer. */
    public Set<Long> pids() {
        return Set.copyOf(pids.values());
    }

    /** The process that serves, by the agent's word. */
    public long livePid() throws IOException {
        return client.status().generations().stream()
                .filter(generation -> generation.role().equals("live"))
                .mapToLong(GenerationStatus::pid)
                .findFirst()
                .orElseThrow(() -> new IOException("no generation is live"));
    }

    /**
     * Hands over as {@code step} says.
     *
     * @throws IOException when the agent refuses, or when afterwards a new connection is not answered by the process that it must be answered by
     */
    public Swap swap(Step step) throws IOException {
        long before = answering;
        long start = System.nanoTime();
        AgentClient.Moved moved = switch (step) {
            case RESTART -> client.restart();
            case PUSH -> push(other());
            case ROLLBACK -> rollBack();
        };
        Reply.Deployed reply = moved.reply();
        long now = pid(moved);
        Long known = pids.put(reply.generation(), now);
        if (now == before || (known != null && known != now)) {
            throw new IOException("generation " + reply.generation() + " was to serve, process " + now + " answers");
        }
        answering = now;
        return new Swap(moved, new Swap.Between(before, now), start);
    }

    private String other() {
        return live.equals("1") ? "2" : "1";
    }

    private AgentClient.Moved push(String version) throws IOException {
        AgentClient.Moved moved =
                client.push(cell.start().artifact(), version, CellDeclaration.of(cell, jdk, port, version));
        live = version;
        releases.put(version, moved.reply().release());
        return moved;
    }

    private AgentClient.Moved rollBack() throws IOException {
        ReleaseId release = releases.get(other());
        if (release == null) {
            throw new IOException("there is nothing to roll back to yet");
        }
        AgentClient.Moved moved = client.rollBack(release);
        live = other();
        return moved;
    }

    /** Who answers a new connection, or, where the app does not say, whom the agent says to be live. */
    private long pid(AgentClient.Moved moved) throws IOException {
        if (!moved.reply().changed()) {
            throw new IOException("nothing was handed over: the release was live already");
        }
        long answered = judge.pid(Ask.FAST, answer());
        return answered == 0 ? livePid() : answered;
    }

    private String answer() throws IOException {
        try (Asker asker = target().asker(false)) {
            return asker.ask(Ask.FAST, System.nanoTime() + ASK.toNanos());
        }
    }

    /** Ends the app and the agent, and removes their folders. */
    @Override
    public void close() throws IOException {
        temp.close();
    }
}
