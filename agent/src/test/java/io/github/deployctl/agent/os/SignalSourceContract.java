package io.github.deployctl.agent.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every {@link SignalSource} does, an imagined one too. */
public abstract class SignalSourceContract {
    protected abstract SignalSource signals();

    /** Sends a signal to this process. */
    protected abstract void raise(String name) throws Exception;

    @Test
    void theActionLastSetRunsForEverySignal() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        signals().on("USR1", () -> seen.add("former"));
        signals().on("USR1", () -> seen.add("latter"));
        signals().on("HUP", () -> seen.add("hang-up"));
        raise("USR1");
        assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("latter");
        raise("HUP");
        assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("hang-up");
        raise("USR1");
        assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("latter");
        assertThat(seen).isEmpty();
    }
}
