package io.github.deployctl.agent.posix;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.agent.os.SignalSource;
import io.github.deployctl.agent.os.SignalSourceContract;
import org.junit.jupiter.api.Test;

final class JvmSignalsIT extends SignalSourceContract {
    private final JvmSignals signals = new JvmSignals();

    @Override
    protected SignalSource signals() {
        return signals;
    }

    @Override
    protected void raise(String name) throws Exception {
        new Libc().function("kill").check("kill", ProcessHandle.current().pid(), name.equals("HUP") ? 1 : 10);
    }

    @Test
    void aSignalThatTheJvmKeepsIsRefused() {
        assertThatThrownBy(() -> signals.on("QUIT", () -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("signal QUIT cannot be handled");
        assertThatThrownBy(() -> signals.on("NONE", () -> {})).isInstanceOf(IllegalArgumentException.class);
    }
}
