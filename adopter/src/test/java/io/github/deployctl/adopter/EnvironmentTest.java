package io.github.deployctl.adopter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private final Map<String, String> variables = new HashMap<>(Map.of(
            "DEPLOYCTL_ADOPTER_SOCKET", "/run/a.sock",
            "DEPLOYCTL_TOKEN", TOKEN,
            "DEPLOYCTL_LISTENERS", "http * 8080 3 4"));

    @Test
    void variablesOfTheAgentAreRead() {
        assertThat(Environment.isPresent(variables)).isTrue();
        Environment environment = Environment.read(variables);

        assertThat(environment.socket()).isEqualTo(Path.of("/run/a.sock"));
        assertThat(environment.token()).isEqualTo(TOKEN);
        assertThat(environment.listeners().hasPort(8080)).isTrue();
    }

    @Test
    void relocationsOfNettyAreOptionalAndWhatIsNoPrefixIsPassedOver() {
        assertThat(Environment.read(variables).nettyPrefixes()).isEmpty();
        variables.put("DEPLOYCTL_NETTY_PREFIXES", "com.acme.shaded.;;x;.;org.other.");

        assertThat(Environment.read(variables).nettyPrefixes()).containsExactly("com.acme.shaded.", "org.other.");
    }

    @Test
    void pathsAreRecordedOnlyWhereThatIsSaid() {
        assertThat(Environment.read(variables).recordsPaths()).isFalse();
        variables.put("DEPLOYCTL_RECORD_PATHS", "1");

        assertThat(Environment.read(variables).recordsPaths()).isTrue();
    }

    @Test
    void jvmWithoutThemIsNotTheAgents() {
        assertThat(Environment.isPresent(Map.of("PATH", "/bin"))).isFalse();
    }

    @Test
    void missingOrMalformedVariableIsNamed() {
        variables.put("DEPLOYCTL_TOKEN", TOKEN + "0");
        assertThatThrownBy(() -> Environment.read(variables)).hasMessage("DEPLOYCTL_TOKEN is not 32 hex digits");
        variables.remove("DEPLOYCTL_TOKEN");
        assertThatThrownBy(() -> Environment.read(variables)).hasMessage("DEPLOYCTL_TOKEN is missing");
        variables.put("DEPLOYCTL_TOKEN", TOKEN);
        variables.put("DEPLOYCTL_LISTENERS", "");
        assertThatThrownBy(() -> Environment.read(variables)).hasMessage("DEPLOYCTL_LISTENERS is missing");
        variables.put("DEPLOYCTL_LISTENERS", "http");
        assertThatThrownBy(() -> Environment.read(variables)).hasMessage("not a listener: 'http'");
    }

    @Test
    void fdsThatAreNoSocketsAreRefused() {
        variables.put("DEPLOYCTL_LISTENERS", "http * 8080 998 999");

        assertThatThrownBy(() -> Environment.read(variables).requireSockets())
                .hasMessage("the sockets of listener http were not handed over");
    }
}
