package io.github.deployctl.cli.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostAddressTest {
    @ParameterizedTest
    @CsvSource({
        "web1, , web1, , web1",
        "deploy@web1.example.com, deploy, web1.example.com, , web1.example.com",
        "deploy@web2:2222, deploy, web2, 2222, web2:2222",
        "10.0.0.1:22, , 10.0.0.1, 22, 10.0.0.1:22",
        "[::1], , ::1, , [::1]",
        "a.b-c_d@[fe80::1%eth0]:2222, a.b-c_d, fe80::1%eth0, 2222, [fe80::1%eth0]:2222"
    })
    void everyWrittenFormIsRead(String text, String user, String host, @Nullable Integer port, String label) {
        HostAddress address = HostAddress.parse(text);

        assertThat(address)
                .isEqualTo(new HostAddress(user, host, port == null ? OptionalInt.empty() : OptionalInt.of(port)));
        assertThat(address.label()).isEqualTo(label);
        assertThat(HostAddress.parse(address.toString())).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@web1",
                "web1:",
                "web 1",
                "::1",
                "-oProxyCommand=x",
                "web1:0",
                "web1:65536",
                "a@b@c",
                "web1/x",
                "[web1"
            })
    void everythingElseIsRefused(String text) {
        assertThatThrownBy(() -> HostAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLoginDoesNotMakeAnotherPlace() {
        assertThat(HostAddress.parse("a@web1").isSamePlace(HostAddress.parse("b@WEB1")))
                .isTrue();
        assertThat(HostAddress.parse("a@web1:22").isSamePlace(HostAddress.parse("b@WEB1:22")))
                .isTrue();
    }

    @Test
    void withoutAPortTheConfigurationMayMeanAnotherPlace() {
        assertThat(HostAddress.parse("web1").isSamePlace(HostAddress.parse("web1:22")))
                .isFalse();
        assertThat(HostAddress.parse("web1").isSamePlace(HostAddress.parse("web1:2222")))
                .isFalse();
    }
}
