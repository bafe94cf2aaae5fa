package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.launch.Errand;
import io.github.deployctl.agent.launch.Errands;
import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.supervise.Operation.Order;
import io.github.deployctl.common.config.Durations;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.protocol.Timings;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Commands that clients have run beside the app. Each is waited for by its client's thread; the history keeps its name, and no argument of it: those may be secrets. */
public final class Runs {
    private final Surroundings around;
    private final Supervisor supervisor;
    private final Leases leases;
    private final Ledger ledger;
    private final Asking asking;
    private final Errands errands;

    /** @param errands has them run */
    Runs(Surroundings around, Supervisor supervisor, Leases leases, Ledger ledger, Asking asking, Errands errands) {
        this.around = around;
        this.supervisor = supervisor;
        this.leases = leases;
        this.ledger = ledger;
        this.asking = asking;
        this.errands = errands;
    }

    /** Whoever has a command run. */
    public interface Client {
        /** Called by two threads, one at a time. */
        void event(Event event) throws IOException;

        /** Has {@code action} called when nobody is there any more. */
        void onGone(Runnable action);
    }

    Errands errands() {
        return errands;
    }

    /** Runs it, and returns when it has ended. */
    public Reply run(Request.Run request, Asker by, Client client) throws InterruptedException {
        Instant begun = around.clock().instant();
        Order order = new Order("run", by, begun, new OnceSink(new Nobody()));
        try {
            Release release = admitted(request, order);
            return run(request, release, order, client);
        } catch (FailureException e) {
            return new Reply.Failed(e.failure());
        } catch (IOException e) {
            return new Reply.Failed(Failure.of(FailureCode.NOT_DEPLOYED, "nothing was run: " + e.getMessage()));
        }
    }

    private Reply run(Request.Run request, Release release, Order order, Client client)
            throws IOException, FailureException, InterruptedException {
        Object one = new Object();
        RedactedOutlet outlet = new RedactedOutlet(around.secrets(), (error, bytes, length) -> {
            String piece = Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, length));
            synchronized (one) {
                client.event(new Event.Printed(error, piece));
            }
        });
        Errand errand = errands.start(request.argv(), release, outlet);
        client.onGone(() -> errand.end("its client went away"));
        Long limit = request.timeoutMillis();
        if (limit != null) {
            Duration timeout = Duration.ofMillis(limit);
            around.loop()
                    .after(
                            timeout,
                            () -> errand.end(
                                    "it had not ended after " + Durations.format(timeout) + " (deadline --timeout)"));
        }
        ExitStatus status = errand.await();
        outlet.end();
        Instant now = around.clock().instant();
        Optional<String> asked = errand.endAsked();
        String name = String.valueOf(Path.of(request.argv().get(0)).getFileName());
        Failure failure = asked.map(why -> name + " was ended: " + why)
                .or(() -> Optional.of(name + " " + status.describe()).filter(how -> code(status) != 0))
                .map(how -> Failure.of(FailureCode.NOT_DEPLOYED, how))
                .orElse(null);
        record(order, release.id(), name, failure, now);
        if (asked.isPresent() && failure != null) {
            return new Reply.Failed(failure);
        }
        long millis = Duration.between(order.since(), now).toMillis();
        return new Reply.Ran(release.id(), code(status), name + " " + status.describe(), millis);
    }

    /** Returns the release that it is about, unless a person keeps whoever asks out. A deploy that is under way does not: it may be what asks. */
    private Release admitted(Request.Run request, Order order) throws FailureException, InterruptedException {
        asking.owner("nothing was run", () -> {
            leases.admitBeside(order);
            return order;
        });
        ReleaseId wanted =
                request.release() == null ? supervisor.now().goal().release().orElse(null) : request.release();
        return Optional.ofNullable(wanted)
                .flatMap(around.store()::find)
                .orElseThrow(() -> Failure.of(
                                FailureCode.NOT_DEPLOYED,
                                "nothing was run: "
                                        + (wanted == null
                                                ? "nothing was ever deployed here"
                                                : "release " + wanted + " is not on the host"))
                        .hint(wanted == null ? "deployctl push" : "deployctl status lists the releases")
                        .asException());
    }

    private void record(Order order, ReleaseId release, String name, @Nullable Failure failure, Instant now) {
        HistoryEntry entry = new HistoryEntry(
                        now, order.name(), order.by(), release, release, Timings.NONE, null, name, failure)
                .took(Duration.between(order.since(), now).toMillis());
        around.loop().post(() -> ledger.record(entry));
    }

    private static int code(ExitStatus status) {
        if (status instanceof ExitStatus.Exited exited) {
            return exited.status();
        }
        return 128 + (status instanceof ExitStatus.Signaled signaled ? number(signaled.name()) : 0);
    }

    private static int number(String signal) {
        return switch (signal) {
            case "SIGHUP" -> 1;
            case "SIGINT" -> 2;
            case "SIGQUIT" -> 3;
            case "SIGABRT" -> 6;
            case "SIGKILL" -> 9;
            case "SIGSEGV" -> 11;
            case "SIGPIPE" -> 13;
            case "SIGTERM" -> 15;
            default -> 0;
        };
    }

    private static final class Nobody implements Sink {
        @Override
        public void event(Event event) {}

        @Override
        public void reply(Reply reply) {}
    }
}
