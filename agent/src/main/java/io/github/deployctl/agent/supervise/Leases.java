package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.state.LeaseFile;
import io.github.deployctl.agent.supervise.Operation.Order;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Lease;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.protocol.Timings;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who alone may change what serves: a connection, a person, or a person and that person's connection. Each lease has a number larger than that of all before
 * it, which is on disk before the lease is given; whoever comes with an older one is refused. For the owner thread.
 */
final class Leases {
    private final Supervisor supervisor;
    private final Ledger ledger;
    private final LeaseFile file;
    private final Clock clock;
    /** The number of the lease that each answered request for one has brought its connection. */
    private final Map<Order, Long> given = new HashMap<>();

    private long last;
    /** What was taken away has this number, or a smaller one. */
    private long revoked;

    private @Nullable Lease kept;
    private @Nullable Held held;

    Leases(Supervisor supervisor, Ledger ledger, LeaseFile file, Clock clock) {
        this.supervisor = supervisor;
        this.ledger = ledger;
        this.file = file;
        this.clock = clock;
    }

    /** @param order of the connection that holds it */
    private record Held(Lease lease, Order order, boolean used) {}

    /** Goes on from where another agent stopped: the connections of that one are gone. */
    void resume() throws IOException {
        LeaseFile.Leases saved = file.read(clock.instant(), supervisor::log);
        last = saved.number();
        kept = saved.kept();
    }

    void acquire(Request.Acquire request, Order order) throws FailureException {
        Asker asker = order.asker();
        Lease other = request.term() == Lease.Term.RELEASE || connections() == null ? obstacle(asker) : connections();
        if (other != null) {
            throw refusal(other).asException();
        }
        Instant now = clock.instant();
        Long millis = request.forMillis();
        Lease lease = new Lease(
                last + 1,
                asker.name(),
                asker.login(),
                asker.run(),
                now,
                request.term(),
                millis == null ? null : now.plusMillis(millis),
                request.message());
        write(lease.number(), lease.isKept() ? lease : kept);
        if (lease.isKept()) {
            record(order, request.message());
        } else {
            held = new Held(lease, order, false);
            given.put(order, lease.number());
        }
        order.sink().reply(new Reply.Leased(lease));
    }

    void join(Request.Join request, Order order) throws FailureException {
        Lease lease = connections();
        if (lease == null || lease.number() != request.lease() || !order.asker().owns(lease)) {
            throw over(request.lease()).asException();
        }
        given.put(order, request.lease());
        order.sink().reply(new Reply.Leased(lease));
    }

    /** Lets only whoever holds the lease change what serves, or anybody where nobody does. */
    void admit(Order order) throws FailureException {
        Asker asker = order.asker();
        Long number = number(asker);
        if (number != null) {
            if (number != last || number <= revoked) {
                throw over(number).asException();
            }
            Held now = held;
            held = now == null ? null : new Held(now.lease(), now.order(), true);
            return;
        }
        Lease other = asker.isLocal() ? null : obstacle(asker);
        if (other != null) {
            throw refusal(other).asException();
        }
    }

    /** Lets whoever asks go on beside somebody's deploy, but not where a person keeps others out. */
    void admitBeside(Order order) throws FailureException {
        Lease person = persons();
        Asker asker = order.asker();
        if (person != null && !asker.isLocal() && !asker.owns(person)) {
            throw refusal(person).asException();
        }
    }

    void release(Request.Release request, Order order) throws FailureException {
        Lease person = persons();
        Lease connection = connections();
        if (person != null && !request.force() && !order.asker().owns(person)) {
            throw refusal(person).asException();
        }
        if (person == null && connection != null && !request.force()) {
            throw Failure.of(
                            FailureCode.LOCKED,
                            "nothing was released: a connection that is still there holds the lock, that of "
                                    + connection.describe())
                    .hint("it is free when that ends; to take it away: deployctl lock release --force")
                    .asException();
        }
        if (person != null) {
            write(last, null);
        }
        if (connection != null && request.force()) {
            revoked = connection.number();
            held = null;
        }
        List<Lease> gone = Stream.of(person, request.force() ? connection : null)
                .flatMap(Stream::ofNullable)
                .toList();
        if (!gone.isEmpty()) {
            record(order, "of " + gone.get(0).describe());
        }
        order.sink().reply(new Reply.Released(gone));
    }

    /** Whoever asked with {@code order} is not there any more, and so what it held is free. */
    void abandon(Order order) {
        given.remove(order);
        if (held != null && held.order().equals(order)) {
            held = null;
        }
    }

    /** Returns those that are held now. */
    List<Lease> all() {
        return Stream.of(persons(), connections()).flatMap(Stream::ofNullable).toList();
    }

    /** Returns what keeps {@code asker} from having a lease, or null. */
    private @Nullable Lease obstacle(Asker asker) {
        Lease connection = connections();
        if (connection != null && !Long.valueOf(connection.number()).equals(number(asker))) {
            return connection;
        }
        Lease person = persons();
        return person == null || asker.owns(person) ? null : person;
    }

    private @Nullable Lease persons() {
        if (kept != null && kept.isOver(clock.instant())) {
            kept = null;
        }
        return kept;
    }

    private @Nullable Lease connections() {
        Held now = held;
        if (now != null && now.used() && now.lease().term() == Lease.Term.MOVE && !isMoving(now.lease())) {
            held = null;
        }
        return held == null ? null : held.lease();
    }

    private boolean isMoving(Lease lease) {
        return supervisor
                .operations()
                .holder()
                .filter(operation -> Long.valueOf(lease.number())
                        .equals(number(operation.order().asker())))
                .isPresent();
    }

    private @Nullable Long number(Asker asker) {
        Ticket ticket = asker.lease();
        return ticket == null ? null : given.get(ticket.order());
    }

    private void write(long number, @Nullable Lease keep) throws FailureException {
        try {
            file.write(new LeaseFile.Leases(number, keep));
        } catch (IOException e) {
            throw Failure.of(
                            FailureCode.NOT_DEPLOYED,
                            "nothing was locked or released: lease.json could not be written: " + e.getMessage())
                    .hint("free space on the host, then try again")
                    .asException();
        }
        last = number;
        kept = keep;
    }

    private void record(Order order, @Nullable String reason) {
        ReleaseId current = supervisor.now().goal().release().orElse(null);
        ledger.record(new HistoryEntry(
                clock.instant(), order.name(), order.by(), current, current, Timings.NONE, null, reason, null));
    }

    private Failure refusal(Lease lease) {
        Failure failure = Failure.of(FailureCode.LOCKED, "nothing was changed: locked by " + lease.describe())
                .serving(Operations.serving(supervisor.now()));
        return lease.isKept()
                ? failure.hint("ask them; or take it over: deployctl lock release --force, then try again")
                : failure.hint("wait until it is done: --lock-wait 5m; deployctl lock status tells who holds it");
    }

    private Failure over(long number) {
        Failure failure = Failure.of(
                        FailureCode.LOCKED,
                        "nothing was changed: lease " + number + " of this command is over"
                                + all().stream()
                                        .findFirst()
                                        .map(now -> "; now locked by " + now.describe())
                                        .orElse(""))
                .serving(Operations.serving(supervisor.now()));
        return failure.hint("deployctl lock status, then try again");
    }
}
