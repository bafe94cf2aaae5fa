package io.github.deployctl.agent.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SpellsTest {
    private final Spells spells = new Spells();

    @Test
    void anEmptyQueueBoundsAWaitByTheGapBetweenTwoLooks() {
        look(0, 0);
        look(10, 0);
        look(15, 0);
        assertThat(spells.longestNanos())
                .as("from 0 to the end of the look at 10")
                .isEqualTo(11);
        assertThat(spells.isEmpty()).isTrue();
    }

    @Test
    void aSpellLastsFromTheEmptyLookBeforeToTheEmptyLookAfter() {
        look(0, 0);
        look(10, 3);
        look(20, 1);
        look(30, 0);
        look(35, 0);
        assertThat(spells.longestNanos()).isEqualTo(31);
    }

    @Test
    void oneEmptyLookEndsASpell() {
        look(0, 0);
        look(10, 3);
        look(20, 0);
        look(30, 3);
        look(40, 0);
        assertThat(spells.longestNanos()).isEqualTo(21);
    }

    @Test
    void aLateLookIsALongSpellThoughNothingWasSeenWaiting() {
        look(0, 0);
        look(2, 0);
        look(500, 0);
        look(502, 0);
        assertThat(spells.longestNanos()).isEqualTo(499);
    }

    @Test
    void aQueueThatNeverEmptiesIsOneSpellThatIsNotOver() {
        for (int i = 0; i <= 100; i++) {
            look(i, 1);
        }
        assertThat(spells.longestNanos()).isEqualTo(101);
        assertThat(spells.isEmpty()).isFalse();
    }

    @Test
    void aSlowLookCountsUntilItIsOver() {
        spells.look(0, 1, 0);
        spells.look(10, 60, 0);
        assertThat(spells.longestNanos()).isEqualTo(60);
    }

    @Test
    void nothingIsKnownBeforeTheFirstLook() {
        assertThat(spells.isEmpty()).isFalse();
    }

    private void look(long at, int waiting) {
        spells.look(at, at + 1, waiting);
    }
}
