package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.supervise.Operation.Order;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.protocol.SecretsChanged;
import io.github.deployctl.common.protocol.SetSecrets;
import io.github.deployctl.common.protocol.Timings;
import io.github.deployctl.common.protocol.UnsetSecrets;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Sets and forgets variables of the app for clients. The history has their names. For the owner thread. */
final class EnvChanges {
    private final Surroundings around;
    private final Supervisor supervisor;
    private final Leases leases;
    private final Ledger ledger;

    EnvChanges(Surroundings around, Supervisor supervisor, Leases leases, Ledger ledger) {
        this.around = around;
        this.supervisor = supervisor;
        this.leases = leases;
        this.ledger = ledger;
    }

    private interface Change {
        SecretsChanged in(Instant now) throws IOException;
    }

    void answer(Request.OfSecrets request, Order order) throws FailureException {
        if (request instanceof SetSecrets set) {
            change("set", order, now -> around.secrets().set(set, order.by(), now));
        } else if (request instanceof UnsetSecrets unset) {
            change("unset", order, now -> around.secrets().unset(unset));
        } else {
            list(order);
        }
    }

    private void list(Order order) throws FailureException {
        Instant started = supervisor
                .now()
                .live()
                .flatMap(live -> supervisor.process(live.number()))
                .map(process -> process.since())
                .orElse(null);
        try {
            around.preflight().learnEnvironment();
            order.sink().reply(around.secrets().list(started));
        } catch (IOException e) {
            throw failure("it cannot be told which variables are set", e);
        }
    }

    private void change(String verb, Order order, Change change) throws FailureException {
        leases.admitBeside(order);
        Instant now = around.clock().instant();
        SecretsChanged changed;
        try {
            around.preflight().learnEnvironment();
            changed = change.in(now);
        } catch (IOException e) {
            throw failure("nothing was " + verb, e);
        }
        List<String> names = changed.changed();
        if (!names.isEmpty()) {
            ReleaseId current = supervisor.now().goal().release().orElse(null);
            String what = verb + " " + String.join(", ", names);
            ledger.record(
                    new HistoryEntry(now, order.name(), order.by(), current, current, Timings.NONE, null, what, null));
        }
        order.sink().reply(changed);
    }

    private static FailureException failure(String what, IOException e) {
        return Failure.of(FailureCode.NOT_DEPLOYED, what + ": " + e.getMessage())
                .hint("mend or remove that file on the host, then try again")
                .asException();
    }
}
