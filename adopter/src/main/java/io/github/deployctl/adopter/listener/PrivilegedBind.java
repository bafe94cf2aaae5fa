package io.github.deployctl.adopter.listener;

import java.net.InetSocketAddress;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.function.BiPredicate;

/**
 * A bind of the app, decided with the permissions of the adopter alone. Under a security manager, which there can be up to Java
 * 23, the app's own code is among the callers and must not need the right to read proc(5).
 */
@SuppressWarnings("removal") // Without effect on later versions, and there until 17 is not supported any more.
public final class PrivilegedBind implements BiPredicate<Integer, InetSocketAddress> {
    private final BiPredicate<Integer, InetSocketAddress> bind;

    public PrivilegedBind(BiPredicate<Integer, InetSocketAddress> bind) {
        this.bind = bind;
    }

    @Override
    public boolean test(Integer fd, InetSocketAddress address) {
        return AccessController.doPrivileged(new PrivilegedAction<Boolean>() {
            @Override
            public Boolean run() {
                return bind.test(fd, address);
            }
        });
    }
}
