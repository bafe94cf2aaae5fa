package io.github.deployctl.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.FakeHost;
import io.github.deployctl.agent.os.ProcessId;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SettlingTest {
    private static final ProcessId JVM = new ProcessId(812, 1);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final FakeHost host = new FakeHost();
    private Duration rested = Duration.ZERO;

    private Duration await(Duration time) throws InterruptedException {
        new Settling(host, pause -> rested = rested.plus(pause)).await(JVM, time);
        return rested;
    }

    private void takes(long... millis) {
        host.setProcessorTimes(
                JVM, LongStream.of(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new));
    }

    @Test
    void oneThatIsCalmIsWaitedForJustToSeeThat() throws InterruptedException {
        takes(4000, 4010);
        assertThat(await(LONG)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void oneThatCompilesIsWaitedForUntilItHasDoneSo() throws InterruptedException {
        takes(4000, 4200, 4300, 4320, 4330);
        assertThat(await(LONG)).isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void oneThatIsNeverCalmIsWaitedForFiveSeconds() throws InterruptedException {
        takes(LongStream.range(0, 100).map(look -> look * 50).toArray());
        assertThat(await(LONG)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whereNoTimeIsLeftNobodyWaits() throws InterruptedException {
        takes(LongStream.range(0, 100).map(look -> look * 100).toArray());
        assertThat(await(Duration.ofMillis(450))).isEqualTo(Duration.ofMillis(400));
        rested = Duration.ZERO;
        assertThat(await(Duration.ZERO)).isEqualTo(Duration.ZERO);
    }
}
