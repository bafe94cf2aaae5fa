package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.supervise.Operation.Order;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.protocol.Timings;
import io.github.deployctl.common.release.ReleaseId;
import java.time.Clock;
import java.util.Optional;

/** What can be said and asked about a probation while it lasts. For the owner thread. */
final class Confirmations {
    private final Supervisor supervisor;
    private final Ledger ledger;
    private final Clock clock;

    Confirmations(Supervisor supervisor, Ledger ledger, Clock clock) {
        this.supervisor = supervisor;
        this.ledger = ledger;
        this.clock = clock;
    }

    void confirm(Request.Confirm request, Order order) throws FailureException {
        Long wanted = request.generation();
        Optional<Generation.Live> live = supervisor.now().live();
        if (live.filter(l -> wanted == null || wanted == l.number()).isEmpty()) {
            throw Failure.of(
                            FailureCode.NOT_DEPLOYED,
                            "nothing was confirmed: "
                                    + (wanted == null ? "nothing serves" : "generation " + wanted + " does not serve"))
                    .serving(Operations.serving(supervisor.now()))
                    .hint("deployctl status")
                    .asException();
        }
        ReleaseId release = live.get().release();
        if (supervisor.probations().isLeft(live.get().number())) {
            throw beingLeft(live.get()).asException();
        }
        boolean awaited = supervisor.probations().confirm(live.get().number());
        if (awaited) {
            ledger.record(
                    new HistoryEntry(clock.instant(), order.name(), order.by(), release, release, Timings.NONE, null));
        }
        order.sink().reply(new Reply.Confirmed(release, live.get().number(), awaited));
    }

    private Failure beingLeft(Generation.Live live) {
        String next = supervisor
                .now()
                .incoming()
                .map(m -> "generation " + m.number() + " (" + m.release() + ")")
                .orElse("another");
        return Failure.of(
                        FailureCode.REVERTED,
                        "nothing was confirmed: generation " + live.number() + " has failed, and " + next
                                + " is about to take its place")
                .serving(Operations.serving(supervisor.now()))
                .hint("deployctl history tells why; deployctl push --force deploys the release all the same");
    }

    void awaitProbation(Request.AwaitProbation request, Order order) {
        supervisor.operations().onlookers().await(request.generation(), order.sink(), supervisor.now());
    }
}
