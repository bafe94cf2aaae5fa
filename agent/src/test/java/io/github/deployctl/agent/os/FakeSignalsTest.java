package io.github.deployctl.agent.os;

final class FakeSignalsTest extends SignalSourceContract {
    private final FakeSignals signals = new FakeSignals();

    @Override
    protected SignalSource signals() {
        return signals;
    }

    @Override
    protected void raise(String name) {
        signals.raise(name);
    }
}
