package io.github.deployctl.e2e.bench.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.deployctl.e2e.bench.crash.CrashPoint.Victim;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which points a part of the series has. */
class PartTest {
    private static final CrashPoint AGENT = new CrashPoint(Operation.STOP_START, "left", 1, Victim.AGENT);
    private static final CrashPoint APP = new CrashPoint(Operation.STOP_START, "moved", 1, Victim.APP);
    private static final CrashPoint PUSH = new CrashPoint(Operation.PUSH, "moved", 1, Victim.APP);

    @Test
    void nothingNamedIsAll() {
        assertThat(Part.all(List.of())).hasSameSizeAs(Operation.values());
        for (CrashPoint each : List.of(AGENT, APP, PUSH)) {
            assertThat(Part.all(List.of())).anyMatch(part -> part.has(each));
        }
    }

    @Test
    void operationIsTakenWholeOrByWhoDiesOrByStep() {
        assertThat(of("stop-start")).containsExactly(AGENT, APP);
        assertThat(of("stop-start:agent")).containsExactly(AGENT);
        assertThat(of("stop-start:app")).containsExactly(APP);
        assertThat(of("stop-start:moved")).containsExactly(APP);
        assertThat(of("stop-start:never")).isEmpty();
    }

    @Test
    void operationThatDoesNotExistIsNoPart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Part.all(List.of("push", "pull:app")))
                .withMessage(
                        "there is no operation pull, but push, failing-push, listeners, rollback, revert, restart, "
                                + "stop-start, upgrade, readoption");
    }

    private static List<CrashPoint> of(String part) {
        return List.of(AGENT, APP, PUSH).stream().filter(Part.parse(part)::has).toList();
    }
}
