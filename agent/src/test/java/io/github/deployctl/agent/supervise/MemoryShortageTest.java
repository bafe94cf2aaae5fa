package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.FakeHost;
import io.github.deployctl.agent.os.MemoryRoom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryShortageTest {
    private static final long MIB = 1 << 20;

    private final FakeHost host = new FakeHost();

    @ParameterizedTest
    @CsvSource({
        // limit, left, short
        "1000, 50, false",
        "1000, 49, true",
        "200, 16, false",
        "200, 15, true",
        "65536, 256, false",
        "65536, 255, true",
    })
    void memoryIsShortWhenLittleIsLeftOfALimit(long limit, long left, boolean isShort) {
        host.setMemory(new MemoryRoom("the host", left * MIB, limit * MIB));
        assertThat(MemoryShortage.of(host).isPresent()).isEqualTo(isShort);
    }

    @Test
    void theLimitThatIsShortIsNamed() {
        host.setMemory(
                new MemoryRoom("the host", 4000 * MIB, 8000 * MIB),
                new MemoryRoom("/sys/fs/cgroup/app/memory.high", 3 * MIB, 512 * MIB));
        assertThat(MemoryShortage.of(host)).contains("3 MiB of 512 MiB are left of /sys/fs/cgroup/app/memory.high");
    }

    @Test
    void memoryIsShortWhenProcessesWaitForIt() {
        host.setMemoryStall(10);
        assertThat(MemoryShortage.of(host)).isEmpty();
        host.setMemoryStall(10.6);
        assertThat(MemoryShortage.of(host)).contains("processes waited for memory in 11 % of the last 10 s");
    }

    @Test
    void whatTheKernelDoesNotTellIsNotShort() {
        host.setMemory();
        assertThat(MemoryShortage.of(host)).isEmpty();
    }
}
