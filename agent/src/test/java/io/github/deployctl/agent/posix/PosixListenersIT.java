package io.github.deployctl.agent.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.agent.os.AcceptQueue;
import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.Listeners;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.PrivateListener;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.common.config.ListenAddress;
import java.io.FileInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class PosixListenersIT extends PosixListenersContract {
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int O_NONBLOCK = 04000;
    private static final int SHUT_RDWR = 2;

    @Override
    Kernel start(Path folder) {
        return Kernel.modern(folder);
    }

    // Else an accept(2) that waits has it for what it will return, and the dup2(2) that passes a listener on to the
    // next agent fails with EBUSY.
    @Test
    void theNumberOfAnInheritedListenerStaysTakenWhenItIsClosed() throws OsException {
        ListenAddress address = free();
        Fd opened = kernel().keep(listeners().open(address));
        int number =
                PosixFd.of(opened).use(low -> kernel().fds.duplicate(low, 0)).use(raw -> raw);
        Fd inherited = listeners().inherit(number);
        opened.close();
        assertThat(isServed("127.0.0.1", address.port())).isTrue();
        inherited.close();
        assertThat(isServed("127.0.0.1", address.port())).isFalse();
        assertThat(kernel().fds.isOpen(number)).isTrue();
        kernel().fds.close(number);
    }

    @Test
    void aListenerOnEveryAddressAnswersOnBothFamilies() throws OsException {
        int port = free().port();
        kernel().keep(listeners().open(new ListenAddress("*", port)));
        assertThat(isServed("127.0.0.1", port)).isTrue();
        assertThat(isServed("::1", port)).isTrue();
    }

    @Test
    void aListenerOnOneAddressAnswersOnNoOther() throws OsException {
        ListenAddress ipv4 = free();
        kernel().keep(listeners().open(ipv4));
        assertThat(isServed("127.0.0.1", ipv4.port())).isTrue();
        assertThat(isServed("127.0.0.2", ipv4.port())).isFalse();
        assertThat(isServed("::1", ipv4.port())).isFalse();
        ListenAddress ipv6 = new ListenAddress("::1", free().port());
        kernel().keep(listeners().open(ipv6));
        assertThat(isServed("::1", ipv6.port())).isTrue();
        assertThat(isServed("127.0.0.1", ipv6.port())).isFalse();
    }

    @Test
    void whatIsOpenedIsCloseOnExecAndNonBlocking() throws Exception {
        Fd fd = kernel().keep(listeners().openPrivate().fd());
        int flags = Integer.parseInt(Kernel.flags(fd), 8);
        assertThat(flags & O_NONBLOCK).isNotZero();
        assertThat(flags & 02000000).isNotZero();
        assertThat(backlog(fd)).isEqualTo(expectedBacklog());
    }

    @Test
    void whatAHolderChangedIsRestored() throws Exception {
        Fd fd = kernel().keep(listeners().open(free()));
        // A duplicate shares the open file with the original just as a child's descriptor does.
        try (PosixFd holder = PosixFd.of(fd).duplicate(3)) {
            setBlocking(holder);
            kernel().sockets.listen(number(holder), 5, "holder");
            assertThat(Integer.parseInt(Kernel.flags(fd), 8) & O_NONBLOCK).isZero();
            assertThat(backlog(fd)).isEqualTo(5);
            listeners().restore(fd);
            assertThat(Integer.parseInt(Kernel.flags(holder), 8) & O_NONBLOCK).isNotZero();
            assertThat(backlog(holder)).isEqualTo(expectedBacklog());
        }
    }

    @Test
    void whatWaitsIsCountedUntilItIsAccepted() throws Exception {
        PrivateListener listener = listeners().openPrivate();
        Fd fd = kernel().keep(listener.fd());
        NativeFunction accept = kernel().libc.function("accept");
        NativeFunction close = kernel().libc.function("close");
        try (Socket first = new Socket(InetAddress.getLoopbackAddress(), listener.port());
                Socket second = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            // The end of the second handshake may be left to the kernel's own thread, on a busy machine.
            await().untilAsserted(() ->
                    assertThat(listeners().queue(fd)).isEqualTo(new AcceptQueue(true, 2, expectedBacklog())));
            close.call(accept.check("accept", number(PosixFd.of(fd)), 0, 0));
            assertThat(listeners().queue(fd)).isEqualTo(new AcceptQueue(true, 1, expectedBacklog()));
        }
    }

    @Test
    void whatAHolderChangedIsSeen() throws Exception {
        Fd fd = kernel().keep(listeners().open(free()));
        try (PosixFd holder = PosixFd.of(fd).duplicate(3)) {
            setBlocking(holder);
            kernel().sockets.listen(number(holder), 5, "holder");
            assertThat(listeners().isNonBlocking(fd)).isFalse();
            assertThat(listeners().queue(fd)).isEqualTo(new AcceptQueue(true, 0, 5));
            kernel().libc.function("shutdown").check("shutdown", number(holder), SHUT_RDWR);
            assertThat(listeners().queue(fd)).isEqualTo(new AcceptQueue(false, 0, 0));
        }
    }

    @Test
    void aListenerThatAHolderShutDownListensAgain() throws Exception {
        ListenAddress address = free();
        Fd fd = kernel().keep(listeners().open(address));
        kernel().libc.function("shutdown").check("shutdown", number(PosixFd.of(fd)), SHUT_RDWR);
        assertThat(kernel().sockets.isListening(number(PosixFd.of(fd)))).isFalse();
        listeners().restore(fd);
        assertThat(kernel().sockets.isListening(number(PosixFd.of(fd)))).isTrue();
        assertThat(isServed(address.port())).isTrue();
    }

    @Test
    void aSocketInOrderIsLeftAlone() throws Exception {
        PrivateListener listener = listeners().openPrivate();
        Fd fd = kernel().keep(listener.fd());
        String before = Kernel.flags(fd);
        try (Socket waiting = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            listeners().restore(fd);
            assertThat(Kernel.flags(fd)).isEqualTo(before);
            assertThat(backlog(fd)).isEqualTo(expectedBacklog());
            assertThat(waiting.isConnected()).isTrue();
        }
    }

    @Test
    void aTakenListenerServesAfterItsHolderHasEnded() throws Exception {
        ListenAddress address = free();
        Fd original = listeners().open(address);
        ProcessId holder = holder(original);
        original.close();
        Fd taken = kernel().keep(listeners().take(holder, 3, address));
        kernel().processes().signal(holder, Processes.Signal.KILL);
        kernel().await(holder);
        assertThat(isServed(address.port())).isTrue();
        assertThat(Integer.parseInt(Kernel.flags(taken), 8) & 02000000)
                .as("close-on-exec")
                .isNotZero();
    }

    @Test
    void whatIsInheritedIsCloseOnExec() throws Exception {
        Fd original = kernel().keep(listeners().openPrivate().fd());
        int number = passedIn(original);
        Fd inherited = kernel().keep(listeners().inherit(number));
        assertThat(Integer.parseInt(Kernel.flags(inherited), 8) & 02000000).isNotZero();
        // A socket that is no listener, and a file that is no socket.
        assertErrno("ENOTSOCK", () -> listeners().inherit(0));
    }

    @Test
    void nothingButAListenerIsTaken() throws Exception {
        ListenAddress address = free();
        Fd listener = kernel().keep(listeners().open(address));
        ProcessId holder = holder(listener);
        // Descriptor 0 is /dev/null.
        assertErrno("EINVAL", () -> listeners().take(holder, 0, address));
        kernel().libc.function("shutdown").check("shutdown", number(PosixFd.of(listener)), SHUT_RDWR);
        assertErrno("EINVAL", () -> listeners().take(holder, 3, address));
    }

    @Test
    void anErrorNamesTheCallTheAddressAndTheReason() throws Exception {
        int port = free().port();
        kernel().keep(listeners().open(new ListenAddress("*", port)));
        assertThat(catchThrowable(() -> listeners().open(new ListenAddress("*", port))))
                .hasMessage("bind [::]:" + port + ": EADDRINUSE (Address already in use)");
        assertErrno("EADDRNOTAVAIL", () -> listeners().open(new ListenAddress("192.0.2.1", port)));
    }

    private int backlog(Fd fd) throws OsException {
        return listeners().queue(fd).limit();
    }

    private static int expectedBacklog() throws Exception {
        // This file gives its content to one read only, and Files.readString would begin with a short one.
        try (InputStream in = new FileInputStream("/proc/sys/net/core/somaxconn")) {
            String most = new String(in.readNBytes(20), StandardCharsets.US_ASCII);
            return Math.min(Listeners.BACKLOG, Integer.parseInt(most.strip()));
        }
    }

    private void setBlocking(PosixFd fd) throws OsException {
        NativeFunction fcntl = kernel().libc.function("fcntl");
        int flags = fcntl.check("fcntl", number(fd), F_GETFL, 0);
        fcntl.check("fcntl", number(fd), F_SETFL, flags & ~O_NONBLOCK);
    }

    private static int number(PosixFd fd) throws OsException {
        return fd.use(open -> open);
    }
}
