package io.github.deployctl.e2e.matrix.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.deployctl.cli.demo.load.LossException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
    private final Judge judge = Judge.ofPids();

    @Test
    void theProcessIdIsRead() throws LossException {
        assertThat(judge.pid(Ask.FAST, "4711\n")).isEqualTo(4711);
        assertThat(judge.pid(Ask.SLOW, "4711 done\n")).isEqualTo(4711);
        assertThat(judge.pid(Ask.ECHO, Asker.ECHO)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4711", "4711\n\n", "47 11\n", "4711 done\n"})
    void anythingElseIsNoAnswerToFast(String body) {
        assertThatExceptionOfType(LossException.class).isThrownBy(() -> judge.pid(Ask.FAST, body));
    }

    @Test
    void aCutBodyIsNoAnswerToSlowOrEcho() {
        assertThatExceptionOfType(LossException.class).isThrownBy(() -> judge.pid(Ask.SLOW, "4711 done"));
        assertThatExceptionOfType(LossException.class).isThrownBy(() -> judge.pid(Ask.ECHO, Asker.ECHO.substring(1)));
    }

    @Test
    void whereNoProcessIdIsToldOnlyTheOneBodyIsRight() throws LossException {
        Judge fixed = Judge.of("hello");
        assertThat(fixed.pid(Ask.FAST, "hello")).isZero();
        assertThatExceptionOfType(LossException.class).isThrownBy(() -> fixed.pid(Ask.FAST, "hell"));
    }
}
