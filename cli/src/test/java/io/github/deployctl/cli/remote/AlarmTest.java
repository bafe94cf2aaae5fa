package io.github.deployctl.cli.remote;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class AlarmTest {
    private static final Deadline SOON = new Deadline("soon", Duration.ofMillis(1));
    private static final Deadline NEVER = new Deadline("never", Duration.ofDays(1));

    /** Each task is a thread that the deadline has started, and that has not come to run yet. */
    private final BlockingQueue<Runnable> started = new LinkedBlockingQueue<>();

    private final AtomicInteger rings = new AtomicInteger();

    private Runnable next() throws InterruptedException {
        return requireNonNull(started.poll(20, TimeUnit.SECONDS), "the deadline did not pass");
    }

    /** The module's tests run with a pool of two threads: one of a single thread is not used for tasks before JDK 25. */
    @Test
    void ringsWhileTheCommonPoolIsBusy() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        int threads = Math.max(1, ForkJoinPool.getCommonPoolParallelism());
        CountDownLatch busy = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            ForkJoinPool.commonPool().execute(() -> {
                busy.countDown();
                awaitQuietly(over);
            });
        }
        CountDownLatch rung = new CountDownLatch(1);

        try (Alarm alarm = Alarm.set(SOON, rung::countDown)) {
            assertThat(busy.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(rung.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(alarm.hasRung()).isTrue();
        } finally {
            over.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void ringsOnceWhenItsTimeHasCome() throws Exception {
        try (Alarm alarm = Alarm.set(SOON, rings::incrementAndGet, started::add)) {
            next().run();

            assertThat(alarm.hasRung()).isTrue();
            assertThat(rings).hasValue(1);
        }
    }

    @Test
    void aRingThatComesAfterTheEndClosesNothing() throws Exception {
        Alarm alarm = Alarm.set(SOON, rings::incrementAndGet, started::add);
        Runnable late = next();
        alarm.close();
        late.run();

        assertThat(alarm.hasRung()).isFalse();
        assertThat(rings).hasValue(0);
    }

    @Test
    void aRingThatComesAfterProgressClosesNothing() throws Exception {
        try (Alarm alarm = Alarm.set(SOON, rings::incrementAndGet, started::add)) {
            Runnable late = next();
            alarm.reset(NEVER);
            late.run();

            assertThat(alarm.hasRung()).isFalse();
            assertThat(rings).hasValue(0);
        }
    }
}
