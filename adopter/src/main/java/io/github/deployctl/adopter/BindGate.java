package io.github.deployctl.adopter;

import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiPredicate;

/**
 * Holds every bind of the app until all patches are in, so that no listener serves in a JVM that is patched by halves.
 *
 * <p>They are put in beside the app's own start, which takes many times as long: as a rule nobody waits. If they cannot be put in,
 * the gate stays shut and the JVM ends.
 */
final class BindGate implements BiPredicate<Integer, InetSocketAddress> {
    private final CountDownLatch open = new CountDownLatch(1);
    private final BiPredicate<Integer, InetSocketAddress> bind;

    BindGate(BiPredicate<Integer, InetSocketAddress> bind) {
        this.bind = bind;
    }

    void open() {
        open.countDown();
    }

    @Override
    public boolean test(Integer fd, InetSocketAddress address) {
        boolean interrupted = false;
        while (open.getCount() > 0) {
            try {
                open.await();
            } catch (InterruptedException e) {
                // The app's interrupt is the app's business: it finds it where it looks for it.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return bind.test(fd, address);
    }
}
