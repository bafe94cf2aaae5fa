package io.github.deployctl.agent.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.common.config.ListenAddress;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every {@link Listeners} does, an imagined one too. */
public abstract class ListenersContract {
    protected abstract Listeners listeners();

    /** Returns a running process, ended after the test, that has {@code listener} as its descriptor 3 and none higher. */
    protected abstract ProcessId holder(Fd listener) throws OsException;

    /** Returns the number of a descriptor of {@code listener}'s socket that nobody owns, as if this process had been started with it. */
    protected abstract int passedIn(Fd listener) throws OsException;

    /** Returns a process that has ended. */
    protected abstract ProcessId ended() throws OsException;

    /** Tells whether a connect to the port on 127.0.0.1 would succeed. */
    protected abstract boolean isServed(int port);

    /** Returns an address of 127.0.0.1 that nobody listens on. */
    protected final ListenAddress free() throws OsException {
        PrivateListener probe = listeners().openPrivate();
        probe.fd().close();
        return new ListenAddress("127.0.0.1", probe.port());
    }

    protected static void assertErrno(String errno, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(OsException.class)
                .asInstanceOf(InstanceOfAssertFactories.type(OsException.class))
                .extracting(OsException::errno)
                .isEqualTo(errno);
    }

    @Test
    void anOpenListenerIsServedUntilItIsClosed() throws OsException {
        ListenAddress address = free();
        try (Fd fd = listeners().open(address)) {
            assertThat(isServed(address.port())).isTrue();
            assertThat(fd.inode()).isPositive();
        }
        assertThat(isServed(address.port())).isFalse();
    }

    @Test
    void aPortInUseIsRefused() throws OsException {
        ListenAddress address = free();
        try (Fd first = listeners().open(address)) {
            assertThat(first.inode()).isPositive();
            assertErrno("EADDRINUSE", () -> listeners().open(address));
            assertErrno("EADDRINUSE", () -> listeners().open(new ListenAddress("*", address.port())));
        }
        listeners().open(address).close();
    }

    @Test
    void privateListenersHavePortsAndSocketsOfTheirOwn() throws OsException {
        PrivateListener one = listeners().openPrivate();
        PrivateListener other = listeners().openPrivate();
        try (Fd first = one.fd();
                Fd second = other.fd()) {
            assertThat(one.port()).isNotEqualTo(other.port());
            assertThat(first.inode()).isNotEqualTo(second.inode());
            assertThat(isServed(one.port())).isTrue();
            assertThat(isServed(other.port())).isTrue();
        }
    }

    @Test
    void aTakenListenerIsTheSameSocketAndOutlivesTheFirstDescriptor() throws OsException {
        ListenAddress address = free();
        Fd original = listeners().open(address);
        ProcessId holder = holder(original);
        long inode = original.inode();
        original.close();
        try (Fd taken = listeners().take(holder, 3, address)) {
            assertThat(taken.inode()).isEqualTo(inode);
            assertThat(isServed(address.port())).isTrue();
            listeners().restore(taken);
        }
    }

    @Test
    void onlyAListenerOnTheGivenAddressIsTaken() throws OsException {
        ListenAddress address = free();
        try (Fd original = listeners().open(address)) {
            ProcessId holder = holder(original);
            ListenAddress otherPort = new ListenAddress(address.host(), address.port() % 65535 + 1);
            assertErrno("EADDRNOTAVAIL", () -> listeners().take(holder, 3, otherPort));
            assertErrno(
                    "EADDRNOTAVAIL", () -> listeners().take(holder, 3, new ListenAddress("127.0.0.2", address.port())));
            assertErrno("EBADF", () -> listeners().take(holder, 99, address));
        }
    }

    @Test
    void nothingIsTakenFromAProcessThatIsGone() throws OsException {
        ListenAddress address = free();
        ProcessId gone = ended();
        assertErrno("ESRCH", () -> listeners().take(gone, 3, address));
    }

    @Test
    void aListenerThatTheProcessWasStartedWithIsTheSameSocket() throws OsException {
        ListenAddress address = free();
        try (Fd original = listeners().open(address);
                Fd inherited = listeners().inherit(passedIn(original))) {
            assertThat(inherited.inode()).isEqualTo(original.inode());
            assertThat(listeners().isBoundTo(inherited, address)).isTrue();
            assertThat(listeners().isBoundTo(inherited, new ListenAddress("127.0.0.2", address.port())))
                    .isFalse();
            assertThat(listeners().isBoundTo(inherited, new ListenAddress("*", address.port())))
                    .isFalse();
        }
    }

    @Test
    void aDescriptorThatIsNotOpenIsNotInherited() {
        assertErrno("EBADF", () -> listeners().inherit(9999));
    }

    @Test
    void aListenerThatIsShutDownIsServedByNobody() throws OsException {
        ListenAddress address = free();
        Fd fd = listeners().open(address);
        holder(fd);
        listeners().shutDown(fd);
        assertThat(isServed(address.port())).isFalse();
        assertErrno("EBADF", fd::inode);
        listeners().shutDown(fd);
    }

    @Test
    void aListenerInOrderHasNobodyWaitingAndItsBacklog() throws OsException {
        try (Fd fd = listeners().open(free())) {
            AcceptQueue queue = listeners().queue(fd);
            assertThat(queue.listening()).isTrue();
            assertThat(queue.waiting()).isZero();
            assertThat(queue.limit()).isPositive();
            assertThat(queue.isFull()).isFalse();
            assertThat(listeners().isNonBlocking(fd)).isTrue();
            listeners().restore(fd);
            assertThat(listeners().queue(fd)).isEqualTo(queue);
        }
    }

    @Test
    void aClosedListenerIsNotLookedAt() throws OsException {
        Fd fd = listeners().open(free());
        fd.close();
        assertErrno("EBADF", () -> listeners().queue(fd));
        assertErrno("EBADF", () -> listeners().isNonBlocking(fd));
    }

    @Test
    void closingTwiceDoesNothing() throws OsException {
        Fd fd = listeners().openPrivate().fd();
        fd.close();
        try (Fd other = listeners().openPrivate().fd()) {
            fd.close();
            assertThat(other.inode()).isPositive();
        }
        assertErrno("EBADF", fd::inode);
        assertErrno("EBADF", () -> listeners().restore(fd));
    }
}
