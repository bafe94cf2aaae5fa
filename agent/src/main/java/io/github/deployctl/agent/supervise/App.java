package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.adoption.AdoptionListener;
import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.agent.launch.Errands;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.release.DurableFiles;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.state.LeaseFile;
import io.github.deployctl.agent.state.SavedState;
import io.github.deployctl.agent.supervise.Operation.Order;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.json.MaskedJson;
import io.github.deployctl.common.protocol.Maintain;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The app on this host, for those who ask something of it from any thread. Every answer comes through a {@link Sink}. */
public final class App {
    private final AppName name;
    private final String agentVersion;
    private final Surroundings around;
    private final Ledger ledger;
    private final Supervisor supervisor;
    private final Asking asking;
    private final Orders orders;
    private final Upkeep upkeep;
    private final Confirmations confirmations;
    private final Clearance clearance;
    private final Leases leases;
    private final Gate gate;
    private final Overview overview;
    private final Runs runs;
    private final EnvChanges envChanges;
    private final Instant since;

    public App(AppName name, String agentVersion, Surroundings around) {
        this.name = name;
        this.agentVersion = agentVersion;
        this.around = around;
        Errands errands = new Errands(around.paths(), around.preflight(), around.processes());
        this.ledger =
                new Ledger(around.paths(), around.faults(), around.secrets().shown(), around.log(), errands::releases);
        this.supervisor = new Supervisor(around, ledger);
        this.asking = new Asking(around.loop(), () -> Operations.serving(supervisor.now()));
        this.leases = new Leases(
                supervisor,
                ledger,
                new LeaseFile(around.paths().leaseFile(), new DurableFiles(around.faults())),
                around.clock());
        this.runs = new Runs(around, supervisor, leases, ledger, asking, errands);
        this.gate = new Gate(supervisor, leases, new BeforeStarts(around, supervisor, ledger, runs.errands()));
        this.orders = new Orders(around, supervisor, ledger, gate);
        this.upkeep = new Upkeep(around, supervisor, ledger, gate);
        this.overview = new Overview(name, agentVersion, around, supervisor, leases);
        this.confirmations = new Confirmations(supervisor, ledger, around.clock());
        this.clearance = new Clearance(around, supervisor, ledger);
        this.envChanges = new EnvChanges(around, supervisor, leases, ledger);
        this.since = around.clock().instant();
    }

    /** Returns a snapshot of the live state. */
    public Generations now() {
        return supervisor.now();
    }

    /** Returns what serves now, in words for a user. Any thread may ask. */
    public String serving() {
        return Operations.serving(supervisor.now());
    }

    /**
     * Returns the release that a rollback would go to. For any thread but the owner, which answers.
     *
     * @throws FailureException when there is none, or the owner has not answered in time
     */
    public Release rollbackTarget(Request.RollBack request) throws FailureException, InterruptedException {
        return asking.owner("nothing was rolled back", () -> orders.rollbackTarget(request));
    }

    /** Returns the release that is to serve, if one is. */
    public Optional<ReleaseId> goal() {
        return supervisor.now().goal().release();
    }

    /** Returns who is to be told what adopters say. */
    public AdoptionListener adoptionListener() {
        return supervisor.adoptionListener();
    }

    /** Takes up what a former agent left, and returns when that is done. Called once, before anything else is asked. */
    public void resume() throws IOException, InterruptedException {
        SavedState saved = ledger.read();
        leases.resume();
        runs.errands().resume();
        CountDownLatch done = new CountDownLatch(1);
        around.loop().post(() -> {
            try {
                supervisor.resume(saved);
            } finally {
                done.countDown();
            }
        });
        done.await();
        supervisor
                .now()
                .goal()
                .release()
                .filter(current -> around.store().find(current).isEmpty())
                .ifPresent(current -> around.log()
                        .accept("release " + current
                                + ", the current one, is not on the disk, or its record is damaged: after a crash it"
                                + " could not be started again; push again"));
    }

    /** Ends the app gracefully and returns when its last process is gone. */
    public void end() throws InterruptedException {
        runs.errands().killAll("the agent was told to end");
        around.loop().post(supervisor::end);
        supervisor.awaitEnd();
    }

    public Ticket push(Request.Deploy request, Asker by, Sink sink) {
        return submit("push", by, sink, order -> orders.push(request, order));
    }

    public Ticket rollBack(Request.RollBack request, Asker by, Sink sink) {
        return submit(Operation.ROLLBACK, by, sink, order -> orders.rollBack(request, order));
    }

    public Ticket restart(Asker by, Sink sink) {
        return submit("restart", by, sink, orders::restart);
    }

    public Ticket start(Asker by, Sink sink) {
        return submit("start", by, sink, orders::start);
    }

    public Ticket stop(Asker by, Sink sink) {
        return submit("stop", by, sink, order -> {
            leases.admitBeside(order);
            orders.stop(order);
        });
    }

    /** Accepts nobody in the place of the app any more, and waits a moment for those who were. The owner thread does nothing by now. */
    public void letCallersGo() {
        supervisor.interlude().pause();
        runs.errands().killAll("the agent ends");
    }

    public Ticket maintain(Maintain request, Asker by, Sink sink) {
        return submit(
                request.notice() == null ? "maintenance-off" : "maintenance-on",
                by,
                sink,
                order -> upkeep.maintain(request, order));
    }

    /** Whoever has the ticket holds the lease, if it is one of a connection, until the ticket is abandoned. */
    public Ticket acquire(Request.Acquire request, Asker by, Sink sink) {
        return submit("lock", by, sink, order -> {
            gate.refuseWhenBusy();
            leases.acquire(request, order);
        });
    }

    public Ticket join(Request.Join request, Asker by, Sink sink) {
        return submit("lock", by, sink, order -> leases.join(request, order));
    }

    public Ticket release(Request.Release request, Asker by, Sink sink) {
        return submit("unlock", by, sink, order -> leases.release(request, order));
    }

    public Ticket locks(Sink sink) {
        return submit("lock", Asker.local(""), sink, order -> sink.reply(new Reply.LockReport(leases.all())));
    }

    public Ticket confirm(Request.Confirm request, Asker by, Sink sink) {
        return submit("confirm", by, sink, order -> confirmations.confirm(request, order));
    }

    public Ticket awaitProbation(Request.AwaitProbation request, Asker by, Sink sink) {
        return submit("await", by, sink, order -> confirmations.awaitProbation(request, order));
    }

    public Ticket secrets(Request.OfSecrets request, Asker by, Sink sink) {
        return submit("env", by, sink, order -> envChanges.answer(request, order));
    }

    /** Returns how messages are written so that no secret of the app is in them. */
    public MaskedJson shown() {
        return around.secrets().shown();
    }

    /** What the host has, and what a push would meet. Any thread may ask. */
    public Reply examine(Request.Examine request) throws IOException {
        return new Examination(around).of(request, supervisor.now().goal());
    }

    /** Returns what runs commands beside the app. */
    public Runs runs() {
        return runs;
    }

    public Ticket status(Sink sink) {
        return submit("status", Asker.local(""), sink, order -> sink.reply(overview.report()));
    }

    /** Has the agent that is installed now take this one's place; first, on the calling thread, it must show that it runs. */
    public Ticket upgrade(Asker by, Sink sink) {
        String version;
        try {
            version = around.successor().check();
        } catch (OsException e) {
            Failure why = Failure.of(
                            FailureCode.NOT_DEPLOYED, "the agent was not replaced and goes on: " + e.getMessage())
                    .hint("mend the agent's installation on the host, then try again");
            return submit("upgrade", by, sink, order -> {
                throw why.asException();
            });
        }
        return submit("upgrade", by, sink, order -> orders.upgrade(version, order));
    }

    /** What this agent is, without a look at the app. Any thread may ask. */
    public Reply.AgentReport agent() {
        return new Reply.AgentReport(
                name,
                agentVersion,
                ProcessHandle.current().pid(),
                since,
                around.paths().state().toString());
    }

    /** Whoever holds {@code ticket} will not wait for the answer any more. */
    public void abandon(Ticket ticket) {
        around.loop().post(() -> {
            leases.abandon(ticket.order());
            gate.beforeStarts().abandon(ticket.order());
            orders.abandon(ticket.order());
        });
    }

    /** Any thread may ask. */
    public Reply history(Request.History request) throws IOException {
        return new Reply.HistoryReport(ledger.history().newest(request.limit()));
    }

    /** Any thread may ask. */
    public Reply history(Request.ShowHistory request) throws IOException {
        return new Recollection(ledger.history()).of(request.id());
    }

    public Ticket prune(Request.Prune request, Asker by, Sink sink) {
        return submit("prune", by, sink, order -> {
            if (!request.dryRun()) {
                leases.admitBeside(order);
            }
            clearance.prune(request, order);
        });
    }

    private interface Handler {
        void handle(Order order) throws FailureException;
    }

    private Ticket submit(String what, Asker by, Sink sink, Handler handler) {
        Sink once = new OnceSink(sink);
        Order order = new Order(what, by, around.clock().instant(), once);
        around.loop().post(() -> {
            try {
                handler.handle(order);
            } catch (FailureException e) {
                once.reply(new Reply.Failed(e.failure()));
            } catch (RuntimeException e) {
                once.reply(new Reply.Failed(
                        Failure.of(FailureCode.BUG, "the agent failed on this " + what + "; its log says more")));
                throw e;
            }
        });
        return new Ticket(order);
    }
}
