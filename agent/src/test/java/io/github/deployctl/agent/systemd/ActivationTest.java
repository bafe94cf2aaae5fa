package io.github.deployctl.agent.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivationTest {
    private static final long PID = 4711;

    @Test
    void withoutTheVariablesNothingWasPassedIn() throws IOException {
        assertThat(Activation.read(Map.of(), PID).names()).isEmpty();
    }

    @Test
    void eachDescriptorHasItsName() throws IOException {
        assertThat(read("2", "web:deployctl-8080")).containsExactly("web", "deployctl-8080");
        assertThat(read("2", "web")).containsExactly("web", "unknown");
        assertThat(read("1", "")).containsExactly("unknown");
        assertThat(read("0", "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1", "''", "4712"})
    void whatIsMeantForAnotherProcessIsLeftAlone(String pid) throws IOException {
        assertThat(Activation.read(Map.of("LISTEN_FDS", "odd", "LISTEN_PID", pid), PID)
                        .names())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', not a number", "two, not a number", "-1, not between 0 and 512", "100000, not between 0 and 512"})
    void anOddCountIsNamed(String count, String reason) {
        assertThatThrownBy(() -> read(count, ""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("LISTEN_FDS is ")
                .hasMessageContaining(count)
                .hasMessageContaining(reason);
    }

    @Test
    void moreNamesThanDescriptorsAreRefused() {
        assertThatThrownBy(() -> read("1", "a:b")).hasMessageContaining("2 names for 1 descriptors");
    }

    private static List<String> read(String count, String names) throws IOException {
        return Activation.read(
                        Map.of("LISTEN_FDS", count, "LISTEN_PID", Long.toString(PID), "LISTEN_FDNAMES", names), PID)
                .names();
    }
}
