package io.github.deployctl.agent.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TcpSocketTest {
    private static final String REST =
            " 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0000000000000000 100 0 0 10 0";

    @Test
    void readsAnIpv4Listener() {
        TcpSocket socket =
                TcpSocket.parse("   0: 0100007F:1F90 00000000:0000 0A" + REST).orElseThrow();
        assertThat(socket.local()).hasToString("127.0.0.1:8080");
        assertThat(socket.inode()).isEqualTo(4711);
        assertThat(socket.isListening()).isTrue();
        assertThat(socket.isConnected()).isFalse();
    }

    @Test
    void readsIpv6Connections() {
        String ends = "00000000000000000000000001000000:1F90 B80D0120000000000000000001000000:C350 ";
        TcpSocket socket = TcpSocket.parse("12345: " + ends + "01" + REST).orElseThrow();
        assertThat(socket.local()).hasToString("[::1]:8080");
        assertThat(socket.isConnected()).isTrue();
        assertThat(TcpSocket.parse("1: " + ends + "08" + REST).orElseThrow().isConnected())
                .isTrue();
    }

    @Test
    void aMappedAddressIsAnIpv4One() {
        String line = "   1: 0000000000000000FFFF00000100007F:0050 00000000000000000000000000000000:0000 0A" + REST;
        assertThat(TcpSocket.parse(line).orElseThrow().local()).hasToString("127.0.0.1:80");
    }

    @Test
    void otherStatesAndOtherLinesAreNothing() {
        assertThat(TcpSocket.parse("   0: 0100007F:1F90 0100007F:C350 06" + REST))
                .isEmpty();
        assertThat(TcpSocket.parse("  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid"))
                .isEmpty();
        assertThat(TcpSocket.parse("")).isEmpty();
        assertThat(TcpSocket.parse("   0: 0100007F:1F90 0000")).isEmpty();
    }
}
