package io.github.deployctl.cli.remote.sshconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.cli.host.HostAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JumpsTest {
    @Test
    void hostsAreReadInOrder() {
        assertThat(Jumps.parse("ada@one:2222,ssh://two,[::1]:23"))
                .extracting(HostAddress::toString)
                .containsExactly("ada@one:2222", "two", "[::1]:23");
        assertThat(Jumps.parse("NONE")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-x", "a,", ",a", "a,none,-b", "a b", "\"a\"", "ssh://", "a:0", "$(x)", "a;b"})
    void whatIsNoHostIsRefused(String text) {
        assertThatThrownBy(() -> Jumps.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
