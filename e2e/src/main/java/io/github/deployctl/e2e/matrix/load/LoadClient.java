package io.github.deployctl.e2e.matrix.load;

import io.github.deployctl.cli.demo.load.Loss;
import io.github.deployctl.cli.demo.load.LossException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client, one request at a time. A turn that passes while an answer is awaited is skipped. All fields are its own thread's until that has ended. */
final class LoadClient implements Runnable {
    /** From the connect to the last byte. */
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);

    /** An app that answers at once with an error, or nobody that listens, must not be asked in a busy loop. */
    private static final long LEAST_PAUSE_NANOS = 1_000_000;

    private final Mode.Script script;
    private final Asker asker;
    private final Judge judge;
    private final CountDownLatch stop;
    private final List<Asked> asked = new ArrayList<>();
    private @Nullable Exception failure;

    LoadClient(Mode.Script script, Asker asker, Judge judge, CountDownLatch stop) {
        this.script = script;
        this.asker = asker;
        this.judge = judge;
        this.stop = stop;
    }

    @Override
    public void run() {
        long turn = System.nanoTime();
        try (asker) {
            for (int i = 0; !stop.await(Math.max(0, turn - System.nanoTime()), TimeUnit.NANOSECONDS); i++) {
                asked.add(ask(script.asks().get(i % script.asks().size())));
                turn = Math.max(turn + script.interval().toNanos(), System.nanoTime() + LEAST_PAUSE_NANOS);
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Asked ask(Ask ask) throws IOException {
        long start = System.nanoTime();
        try {
            long pid = judge.pid(ask, asker.ask(ask, start + REQUEST_TIMEOUT.toNanos()));
            return new Asked(script.mode(), ask, start, System.nanoTime(), pid, null, null);
        } catch (LossException e) {
            String kept = script.keepAlive() ? " (kept connection): " : " (new connection): ";
            return lost(ask, start, e.loss(), ask + kept + e.getMessage());
        }
    }

    private Asked lost(Ask ask, long start, Loss loss, String detail) {
        return new Asked(script.mode(), ask, start, System.nanoTime(), 0, loss, detail);
    }

    /** After the thread has ended. */
    List<Asked> asked() {
        return asked;
    }

    /** After the thread has ended: what this machine, not the server, refused to do. */
    @Nullable
    Exception failure() {
        return failure;
    }
}
