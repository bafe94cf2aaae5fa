package io.github.deployctl.adopter.drain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RehearsalTest {
    @Test
    void itGoesAllTheWayToTheHeader() {
        assertThat(Rehearsal.play())
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Connection: close\r\n")
                .endsWith("ok");
    }
}
