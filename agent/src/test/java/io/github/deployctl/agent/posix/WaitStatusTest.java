package io.github.deployctl.agent.posix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.ExitStatus;
import org.junit.jupiter.api.Test;

final class WaitStatusTest {
    @Test
    void aStatusIsInTheSecondByte() {
        assertThat(WaitStatus.of(0)).isEqualTo(new ExitStatus.Exited(0));
        assertThat(WaitStatus.of(255 << 8)).isEqualTo(new ExitStatus.Exited(255));
    }

    @Test
    void aSignalIsInTheFirstByteWithOrWithoutACore() {
        assertThat(WaitStatus.of(9)).isEqualTo(new ExitStatus.Signaled("SIGKILL"));
        assertThat(WaitStatus.of(0x80 | 6)).isEqualTo(new ExitStatus.Signaled("SIGABRT"));
        assertThat(WaitStatus.of(31)).isEqualTo(new ExitStatus.Signaled("SIGSYS"));
        assertThat(WaitStatus.of(34)).isEqualTo(new ExitStatus.Signaled("signal 34"));
    }

    @Test
    void whatWaitidSaysMeansTheSame() {
        assertThat(WaitStatus.ofSiginfo(1, 3)).isEqualTo(new ExitStatus.Exited(3));
        assertThat(WaitStatus.ofSiginfo(2, 15)).isEqualTo(new ExitStatus.Signaled("SIGTERM"));
        assertThat(WaitStatus.ofSiginfo(3, 11)).isEqualTo(new ExitStatus.Signaled("SIGSEGV"));
        assertThat(WaitStatus.ofSiginfo(0, 0)).isEqualTo(new ExitStatus.Unknown());
    }
}
