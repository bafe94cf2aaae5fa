package io.github.deployctl.agent.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.procfs.Endpoint;
import io.github.deployctl.common.config.ListenAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SockaddrTest {
    @ParameterizedTest
    @ValueSource(strings = {"8080", "127.0.0.1:80", "[::1]:65535", "[2001:db8::1:2]:443"})
    void whatIsEncodedIsDecoded(String written) throws OsException {
        Endpoint endpoint = Sockaddr.endpoint(ListenAddress.parse(written));
        assertThat(Sockaddr.decode(Sockaddr.encode(endpoint, Sockaddr.AF_INET6)))
                .isEqualTo(endpoint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8080", "127.0.0.1:80"})
    void anIpv4SocketTakesIpv4Only(String written) throws OsException {
        Endpoint endpoint = Sockaddr.endpoint(ListenAddress.parse(written));
        byte[] raw = Sockaddr.encode(endpoint, Sockaddr.AF_INET);
        assertThat(raw).hasSize(16);
        assertThat(Sockaddr.decode(raw)).isEqualTo(endpoint);
        Endpoint ipv6 = Sockaddr.endpoint(ListenAddress.parse("[::1]:80"));
        assertThatThrownBy(() -> Sockaddr.encode(ipv6, Sockaddr.AF_INET)).isInstanceOf(OsException.class);
    }

    @Test
    void theMappedFormOfAnIpv4AddressMeansThat() throws OsException {
        assertThat(Sockaddr.endpoint(new ListenAddress("::ffff:127.0.0.1", 80)))
                .isEqualTo(Sockaddr.endpoint(new ListenAddress("127.0.0.1", 80)));
    }

    @Test
    void whatIsNoAddressIsNeverLookedUp() {
        assertThatThrownBy(() -> Sockaddr.endpoint(new ListenAddress("1:2", 80)))
                .hasMessageContaining("EINVAL");
    }

    @Test
    void aLocalSocketHasNoEndpoint() {
        byte[] raw = new byte[Sockaddr.BYTES];
        raw[0] = 1;
        assertThatThrownBy(() -> Sockaddr.decode(raw)).isInstanceOf(OsException.class);
    }
}
