package io.github.deployctl.cli.remote.sshconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.FailureException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokensTest {
    private static final Here HERE = new Here(
            Path.of("/home/ada"), Path.of("/work"), "ada", "laptop.example.com", Map.of("SPOT", "/spot", "ODD", "%h"));
    private static final Tokens TOKENS = Tokens.of(
            HostAddress.parse("web1"),
            new Answer(
                    Map.of("hostname", List.of("web1.example.com"), "port", List.of("2222"), "user", List.of("bob"))),
            HERE);

    @ParameterizedTest
    @CsvSource({
        "~/.ssh/%h, /home/ada/.ssh/web1.example.com",
        "%d/%n-%p-%r-%u, /home/ada/web1-2222-bob-ada",
        "%k%%%L %l, web1%laptop laptop.example.com",
        "${SPOT}/x${SPOT}, /spot/x/spot",
        // A value is not looked at again.
        "${ODD}, %h",
        "a~/b, a~/b",
        "$SPOT, $SPOT"
    })
    void tokensAndVariablesAreExpandedOnce(String written, String expanded) throws Exception {
        assertThat(TOKENS.expand("identityfile", written)).isEqualTo(expanded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%q", "%", "a%", "${NOWHERE}", "${SPOT", "${}", "~bob/x", "~", "%C"})
    void whatIsNotKnownIsRefused(String written) {
        assertThatThrownBy(() -> TOKENS.expand("identityfile", written))
                .isInstanceOf(FailureException.class)
                .hasMessageStartingWith("ssh_config not usable: identityfile");
    }

    @Test
    void aHostNameKnowsTheNameThatWasAskedForAlone() throws Exception {
        assertThat(Tokens.hostName("%h.example.com%%", "web1")).isEqualTo("web1.example.com%");
        assertThatThrownBy(() -> Tokens.hostName("%p", "web1")).isInstanceOf(FailureException.class);
        assertThatThrownBy(() -> Tokens.hostName("x%", "web1")).isInstanceOf(FailureException.class);
    }
}
