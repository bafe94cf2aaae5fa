package io.github.deployctl.agent.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FakeListenersTest extends ListenersContract {
    private final FakeListeners listeners = new FakeListeners();

    @Override
    protected Listeners listeners() {
        return listeners;
    }

    @Override
    protected ProcessId holder(Fd listener) throws OsException {
        ProcessId process = new ProcessId(12, 340);
        listeners.holdIn(process, 3, listener);
        return process;
    }

    @Override
    protected int passedIn(Fd listener) throws OsException {
        listeners.passIn(3, listener);
        return 3;
    }

    @Override
    protected ProcessId ended() {
        return new ProcessId(13, 341);
    }

    @Override
    protected boolean isServed(int port) {
        return listeners.isServed(port);
    }

    @Test
    void aRefusalIsForOneOpenOnly() throws OsException {
        listeners.refuseNext(new OsException("bind [::]:80", "EACCES", "Permission denied"));
        assertErrno("EACCES", listeners::openPrivate);
        PrivateListener second = listeners.openPrivate();
        listeners.restore(second.fd());
        assertThat(listeners.restored()).containsExactly(second.fd());
    }
}
