package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.SignalSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * The JVM's own signal handling, {@code sun.misc.Signal} of module {@code jdk.unsupported}. It is called by reflection since javac's warning of it can be
 * suppressed by no annotation. Each delivery runs on a new thread of the JVM's.
 *
 * <p>HotSpot keeps some signals: it refuses QUIT always, and HUP, INT and TERM under {@code -Xrs}. It accepts USR2 and goes on using it to suspend threads,
 * so that one arrives only in a JVM started with {@code _JAVA_SR_SIGNUM=35} in its environment.
 */
final class JvmSignals implements SignalSource {
    /** @throws IllegalArgumentException when the JVM keeps the signal for itself, or there is none of that name */
    @Override
    public void on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object handle = Proxy.newProxyInstance(
                    JvmSignals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getDeclaringClass() == Object.class) {
                            return method.invoke(action, arguments);
                        }
                        action.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), handle);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("signal " + name + " cannot be handled: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM has no sun.misc.Signal", e);
        }
    }
}
