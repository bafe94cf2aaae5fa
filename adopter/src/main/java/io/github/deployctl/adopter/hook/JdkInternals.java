package io.github.deployctl.adopter.hook;

import io.github.deployctl.adopter.listener.InternalCalls;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The JDK's own native methods, called by reflection: package {@code sun.nio.ch} is open to the adopter once the hook class is
 * defined. They are looked up at once, so that a JVM without them is found out before it serves.
 */
public final class JdkInternals implements InternalCalls {
    private static final int SOCK_STREAM = 1;
    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEPORT = 15;

    private final Method dup2;
    private final Method socketType;
    private final Method epollControl;
    private final Method localAddress;
    private final Method option;
    private final Method newFd;
    private final Method available;

    /** Looks the methods up; the hook class is taken as the proof that the package is open. */
    @SuppressWarnings("UnusedVariable")
    public JdkInternals(HookClass hook) throws HookFailure {
        dup2 = find("InheritedChannel", "dup2", int.class, int.class);
        socketType = find("InheritedChannel", "soType0", int.class);
        epollControl = find("EPoll", "ctl", int.class, int.class, int.class, int.class);
        localAddress = find("Net", "localAddress", FileDescriptor.class);
        option = find("Net", "getIntOption0", FileDescriptor.class, boolean.class, int.class, int.class);
        newFd = find("IOUtil", "newFD", int.class);
        available = find("Net", "available", FileDescriptor.class);
    }

    @Override
    public boolean isStream(int fd) throws IOException {
        return (int) call(socketType, fd) == SOCK_STREAM;
    }

    @Override
    public boolean sharesPort(int fd) throws IOException {
        return (int) call(option, call(newFd, fd), false, SOL_SOCKET, SO_REUSEPORT) != 0;
    }

    @Override
    public InetAddress localHost(int fd) throws IOException {
        return ((InetSocketAddress) call(localAddress, call(newFd, fd))).getAddress();
    }

    @Override
    public void dup2(int from, int to) throws IOException {
        call(dup2, from, to);
    }

    @Override
    public int epollControl(int epollFd, int operation, int fd, int events) throws IOException {
        return (int) call(epollControl, epollFd, operation, fd, events);
    }

    /** The local port of a socket. */
    public int localPort(FileDescriptor fd) throws IOException {
        return ((InetSocketAddress) call(localAddress, fd)).getPort();
    }

    /** How many bytes wait in a socket. */
    public int available(FileDescriptor fd) throws IOException {
        return (int) call(available, fd);
    }

    private static Method find(String type, String name, Class<?>... parameters) throws HookFailure {
        try {
            Method method = Class.forName(HookClass.PACKAGE + "." + type).getDeclaredMethod(name, parameters);
            method.setAccessible(true);
            return method;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            throw new HookFailure("this JVM has no usable method " + type + "." + name + ": " + e, e);
        }
    }

    @SuppressWarnings("NullAway") // The void method has no result, and nobody looks at it.
    private static Object call(Method method, Object... arguments) throws IOException {
        try {
            return method.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IOException) {
                throw (IOException) e.getCause();
            }
            throw new IOException(method.getName() + " failed: " + e.getCause(), e);
        } catch (IllegalAccessException e) {
            throw new IOException(method.getName() + " is not accessible", e);
        }
    }
}
