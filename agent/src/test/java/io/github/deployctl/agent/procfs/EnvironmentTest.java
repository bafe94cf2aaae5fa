package io.github.deployctl.agent.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class EnvironmentTest {
    @Test
    void onlyAWholePairIsFound() {
        byte[] environ = bytes("A=1\0NAME=value\0LAST=x");
        assertThat(Environment.contains(environ, bytes("A=1"))).isTrue();
        assertThat(Environment.contains(environ, bytes("NAME=value"))).isTrue();
        assertThat(Environment.contains(environ, bytes("LAST=x"))).isTrue();
        assertThat(Environment.contains(environ, bytes("NAME=val"))).isFalse();
        assertThat(Environment.contains(environ, bytes("AME=value"))).isFalse();
        assertThat(Environment.contains(environ, bytes("NAME=value2"))).isFalse();
        assertThat(Environment.contains(new byte[0], bytes("A=1"))).isFalse();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
