package io.github.deployctl.cli.demo.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client: one request at a time, each at its turn, {@code GET} and {@code POST} in alternation. A turn that passes while an answer is awaited is skipped,
 * so a slow server is not met with a burst afterwards. All fields are its own thread's until that has ended.
 *
 * <p>A kept connection is looked at before each request. Found closed, it is opened anew, and that is counted but is no loss: nothing was under way
 * (RFC 9112, 9.5). From the first byte of a request on, a close is a loss, for {@code GET} too, although a browser might send that one again unseen
 * (9.3.1): the count is what the server did, not what a patient client would make of it.
 */
final class Worker implements Runnable {
    private final LoadPlan plan;
    private final boolean keepAlive;
    private final List<RequestKind> kinds;
    private final long firstTurnNanos;
    private final long endNanos;
    private final CountDownLatch stop;

    private final List<Sample> samples = new ArrayList<>();
    private @Nullable Connection kept;
    private int closedIdle;
    private @Nullable Exception failure;

    Worker(LoadPlan plan, int index, long startNanos, CountDownLatch stop) {
        this.plan = plan;
        this.keepAlive = index >= plan.freshWorkers();
        this.kinds = List.of(RequestKind.get(keepAlive), RequestKind.post(keepAlive, index));
        // Spread evenly over one interval, so that the workers do not all knock at the same instant.
        this.firstTurnNanos = startNanos + plan.interval().toNanos() * index / plan.workers();
        this.endNanos = startNanos + plan.limit().toNanos();
        this.stop = stop;
    }

    @Override
    public void run() {
        long interval = plan.interval().toNanos();
        long turn = firstTurnNanos;
        try {
            for (int i = 0; awaitTurn(turn); i++) {
                request(kinds.get(i % kinds.size()));
                long behind = System.nanoTime() - turn;
                turn += interval * Math.max(1, (behind + interval - 1) / interval);
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            drop();
        }
    }

    private boolean awaitTurn(long turn) throws InterruptedException {
        if (endNanos - turn <= 0) {
            return false;
        }
        return !stop.await(Math.max(0, turn - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private void request(RequestKind kind) throws IOException {
        long start = System.nanoTime();
        try {
            Connection connection = connection();
            Response response = connection.exchange(
                    kind.bytes(), start + plan.requestTimeout().toNanos());
            if (!keepAlive || response.close()) {
                drop();
            }
            samples.add(judge(kind, response, start));
        } catch (LossException e) {
            drop();
            samples.add(lost(kind, start, e.loss(), String.valueOf(e.getMessage())));
        }
    }

    private Connection connection() throws IOException {
        if (kept != null && kept.isClosedByServer()) {
            closedIdle++;
            drop();
        }
        if (kept == null) {
            kept = Connection.open(plan.target(), plan.requestTimeout());
        }
        return kept;
    }

    private static Sample judge(RequestKind kind, Response response, long start) {
        if (response.status() != 200) {
            return lost(kind, start, Loss.BAD_STATUS, "status " + response.status());
        }
        if (!kind.expects(response.body())) {
            return lost(
                    kind, start, Loss.WRONG_BODY, "a body of " + response.body().length() + " characters");
        }
        return new Sample(start, System.nanoTime(), kind.isGet() ? response.body() : null, null, null);
    }

    private static Sample lost(RequestKind kind, long start, Loss loss, String detail) {
        return new Sample(start, System.nanoTime(), null, loss, kind.name() + ": " + detail);
    }

    private void drop() {
        try {
            if (kept != null) {
                kept.close();
            }
        } catch (IOException e) {
            // The answer is in hand or the loss is counted; the descriptor is gone either way (close(2)).
        }
        kept = null;
    }

    /** After the thread has ended. */
    List<Sample> samples() {
        return samples;
    }

    /** After the thread has ended. */
    int closedIdle() {
        return closedIdle;
    }

    /** After the thread has ended: what this machine, not the server, refused to do. */
    @Nullable
    Exception failure() {
        return failure;
    }
}
