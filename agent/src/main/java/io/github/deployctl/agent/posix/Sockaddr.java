package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.procfs.Endpoint;
import io.github.deployctl.common.config.ListenAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Endpoints in the form that the socket calls take: sockaddr_in (ip(7)) and sockaddr_in6 (ipv6(7)). */
final class Sockaddr {
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    /** The size of sockaddr_in6, the larger one. */
    static final int BYTES = 28;

    private static final int IPV4_BYTES = 16;

    private Sockaddr() {}

    static Endpoint endpoint(ListenAddress listen) throws OsException {
        if (listen.isAnyAddress()) {
            return new Endpoint(0, 0, listen.port());
        }
        String host = listen.host();
        try {
            // A string with a colon is never looked up as a name when it is in brackets.
            InetAddress literal = InetAddress.getByName(host.contains(":") ? "[" + host + "]" : host);
            return Endpoint.of(literal.getAddress(), listen.port());
        } catch (UnknownHostException e) {
            throw new OsException("bind " + listen, "EINVAL", "not an IP address");
        }
    }

    static byte[] encode(Endpoint endpoint, int family) throws OsException {
        ByteBuffer buffer = ByteBuffer.allocate(family == AF_INET6 ? BYTES : IPV4_BYTES);
        // The family is in the machine's byte order, the port in the network's.
        buffer.order(ByteOrder.nativeOrder()).putShort((short) family);
        buffer.order(ByteOrder.BIG_ENDIAN).putShort((short) endpoint.port());
        if (family == AF_INET6) {
            return buffer.putInt(0).put(endpoint.ipv6()).array();
        }
        if (!endpoint.isAnyAddress() && !endpoint.isIpv4()) {
            throw new OsException("bind " + endpoint, "EAFNOSUPPORT", "this host has no IPv6");
        }
        return buffer.put(endpoint.ipv4()).array();
    }

    static Endpoint decode(byte[] raw) throws OsException {
        ByteBuffer buffer = ByteBuffer.wrap(raw);
        int family = buffer.order(ByteOrder.nativeOrder()).getShort();
        int port = buffer.order(ByteOrder.BIG_ENDIAN).getShort() & 0xffff;
        return switch (family) {
            case AF_INET6 -> Endpoint.of(Arrays.copyOfRange(raw, 8, 24), port);
            case AF_INET -> Endpoint.of(Arrays.copyOfRange(raw, 4, 8), port);
            default -> throw new OsException("getsockname", "EAFNOSUPPORT", "not an Internet socket");
        };
    }
}
