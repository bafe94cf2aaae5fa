package io.github.deployctl.common.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.common.jar.Component;
import org.junit.jupiter.api.Test;

/** What somebody says of himself or of what he has built is kept, and shown to others. */
class CallerTest {
    private static final String HOSTILE = "a\u001b[2Jb\u009b2Jc\u202ed\te";
    private static final String KEPT = "a?[2Jb?2Jc?d?e";

    @Test
    void nothingThatIsKeptCouldSteerATerminalOrTurnALine() {
        assertThat(new Caller(HOSTILE, HOSTILE, HOSTILE)).isEqualTo(new Caller(KEPT, KEPT, KEPT));
        assertThat(new Caller(HOSTILE, "h", null)).hasToString(KEPT + "@h");
        assertThat(Lease.message(HOSTILE)).isEqualTo(KEPT);
        assertThat(new Component(HOSTILE, HOSTILE, 0)).isEqualTo(new Component(KEPT, KEPT, 0));
    }

    @Test
    void aClaimIsNoNovel() {
        assertThat(new Caller("a".repeat(1000), "h", null).user()).hasSize(300);
    }
}
