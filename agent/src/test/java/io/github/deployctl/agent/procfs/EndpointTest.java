package io.github.deployctl.agent.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "::, [::]:80",
        "0.0.0.0, [::]:80",
        "127.0.0.1, 127.0.0.1:80",
        "::ffff:255.1.2.254, 255.1.2.254:80",
        "::1, [::1]:80",
        "1::, [1::]:80",
        "2001:db8::1, [2001:db8::1]:80",
        "2001:db8:0:0:1:0:0:1, [2001:db8::1:0:0:1]:80",
        "2001:0:0:1:0:0:0:1, [2001:0:0:1::1]:80",
        "1:0:2:3:4:5:6:7, [1:0:2:3:4:5:6:7]:80",
        "fe80:1:2:3:4:5:6:ffff, [fe80:1:2:3:4:5:6:ffff]:80"
    })
    void isWrittenInTheShortestForm(String literal, String written) throws Exception {
        byte[] address = InetAddress.getByName(literal).getAddress();
        assertThat(Endpoint.of(address, 80)).hasToString(written);
    }

    @Test
    void anIpv4AddressEqualsItsMappedForm() throws Exception {
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        mapped[12] = (byte) 192;
        mapped[15] = 1;
        Endpoint ipv4 = Endpoint.of(new byte[] {(byte) 192, 0, 0, 1}, 80);
        assertThat(ipv4).isEqualTo(Endpoint.of(mapped, 80)).isNotEqualTo(Endpoint.of(mapped, 81));
        assertThat(ipv4.isIpv4()).isTrue();
        assertThat(ipv4.ipv6()).isEqualTo(mapped);
        assertThat(ipv4.ipv4()).containsExactly(192, 0, 0, 1);
    }

    @Test
    void anyAddressIsNoIpv4Address() {
        Endpoint any = Endpoint.of(new byte[4], 80);
        assertThat(any.isAnyAddress()).isTrue();
        assertThat(any.isIpv4()).isFalse();
        assertThat(any.ipv4()).containsOnly(0);
    }
}
