package io.github.deployctl.common.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    private static final Evidence LOG = new Evidence("log", Collections.nCopies(10, "x".repeat(99)));
    private static final Evidence DUMP = new Evidence("dump", List.of("a", "b"));

    @Test
    void whatFitsStaysAsItIs() {
        assertThat(Evidence.within(2000, List.of(LOG, DUMP))).containsExactly(LOG, DUMP);
    }

    @Test
    void whatCameFirstStaysAndTheRestIsCutWithANote() {
        List<Evidence> kept = Evidence.within(500, List.of(LOG, DUMP));

        assertThat(kept.get(0).lines())
                .hasSize(5)
                .startsWith("x".repeat(99))
                .endsWith("... 6 more lines were left out");
        assertThat(kept.get(1)).isEqualTo(DUMP);
        assertThat(Evidence.within(0, List.of(DUMP)))
                .containsExactly(new Evidence("dump", List.of("... 2 more lines were left out")));
    }

    @Test
    void noLineIsLongerThanItMayBe() {
        Evidence narrow = new Evidence("title", List.of("y".repeat(5000), "z")).narrow();

        assertThat(narrow.lines()).containsExactly("y".repeat(Evidence.LONGEST_LINE) + "...", "z");
    }
}
