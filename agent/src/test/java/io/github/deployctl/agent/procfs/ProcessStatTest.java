package io.github.deployctl.agent.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProcessStatTest {
    private static final String REST = " 1 812 812 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 987654 11 12 13";

    @Test
    void readsNameStateAndStart() {
        assertThat(ProcessStat.parse("812 (nginx) S" + REST)).contains(new ProcessStat("nginx", 'S', 812, 987654));
    }

    @Test
    void aNameMayLookLikeTheRestOfTheLine() {
        assertThat(ProcessStat.parse("812 (a) Z 1 (b) R" + REST))
                .contains(new ProcessStat("a) Z 1 (b", 'R', 812, 987654));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "812", "812 (nginx", "812 (nginx) S 1 2", ")("})
    void whatIsCutOffIsNothing(String text) {
        assertThat(ProcessStat.parse(text)).isEmpty();
    }

    @Test
    void theTimeOnProcessorsIsThatOfTheUserAndOfTheKernel() {
        assertThat(ProcessStat.processorTicks("812 (a) b) S 1 812 812 0 -1 4194304 1 2 3 4 120 7 7 8 20 0 1 0 987654"))
                .isEqualTo(127);
        assertThat(ProcessStat.processorTicks("812 (nginx) S 1 2")).isZero();
        assertThat(ProcessStat.processorTicks("")).isZero();
    }

    @Test
    void onlyWhatWaitsToBeReapedIsAZombie() {
        assertThat(new ProcessStat("java", 'Z', 1, 1).isZombie()).isTrue();
        assertThat(new ProcessStat("java", 'X', 1, 1).isZombie()).isFalse();
        assertThat(new ProcessStat("java", 'S', 1, 1).isZombie()).isFalse();
    }

    @Test
    void aZombieIsNotAlive() {
        assertThat(new ProcessStat("java", 'Z', 1, 1).isAlive()).isFalse();
        assertThat(new ProcessStat("java", 'X', 1, 1).isAlive()).isFalse();
        assertThat(new ProcessStat("java", 'T', 1, 1).isAlive()).isTrue();
    }
}
