package io.github.deployctl.agent.procfs;

import java.nio.ByteBuffer;

/**
 * An Internet address and a TCP port, in a form that is the same for both families: an IPv4 address is v4-mapped, and {@code 0.0.0.0} is {@code ::}, since a
 * listener on either answers on every IPv4 address.
 *
 * @param high the first 8 bytes of the IPv6 address
 * @param low the last 8
 * @param port 0 to 65535
 */
public record Endpoint(long high, long low, int port) {
    private static final long MAPPED = 0xffffL << 32;
    private static final int GROUPS = 8;

    /**
     * Makes one of an address as the network writes it.
     *
     * @param address 4 or 16 bytes, big-endian
     */
    public static Endpoint of(byte[] address, int port) {
        ByteBuffer buffer = ByteBuffer.wrap(address);
        if (address.length == 4) {
            int ipv4 = buffer.getInt();
            return new Endpoint(0, ipv4 == 0 ? 0 : MAPPED | Integer.toUnsignedLong(ipv4), port);
        }
        return new Endpoint(buffer.getLong(), buffer.getLong(), port);
    }

    public boolean isAnyAddress() {
        return high == 0 && low == 0;
    }

    public boolean isIpv4() {
        return high == 0 && low >>> 32 == 0xffff;
    }

    /** Returns the IPv6 form, big-endian. */
    public byte[] ipv6() {
        return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    /** Returns the last four bytes, which are the IPv4 address where there is one. */
    public byte[] ipv4() {
        return ByteBuffer.allocate(4).putInt((int) low).array();
    }

    /** Returns {@code 127.0.0.1:8080}, {@code [::]:8080} or {@code [2001:db8::1]:8080}. */
    @Override
    public String toString() {
        if (isIpv4()) {
            int ipv4 = (int) low;
            return (ipv4 >>> 24) + "." + ((ipv4 >>> 16) & 255) + "." + ((ipv4 >>> 8) & 255) + "." + (ipv4 & 255) + ":"
                    + port;
        }
        StringBuilder text = new StringBuilder("[");
        int zeros = longestZeros();
        for (int i = 0; i < GROUPS; i++) {
            if (i == zeros) {
                text.append("::");
                i = endOfZeros(i) - 1;
            } else {
                text.append(i > 0 && text.charAt(text.length() - 1) != ':' ? ":" : "");
                text.append(Integer.toHexString(group(i)));
            }
        }
        return text.append("]:").append(port).toString();
    }

    /** Returns where the longest run of two or more zero groups begins, or -1: that run is what is written as {@code ::} (RFC 5952). */
    private int longestZeros() {
        int best = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i = Math.max(i + 1, endOfZeros(i))) {
            if (endOfZeros(i) - i > length) {
                best = i;
                length = endOfZeros(i) - i;
            }
        }
        return best;
    }

    private int endOfZeros(int from) {
        int i = from;
        while (i < GROUPS && group(i) == 0) {
            i++;
        }
        return i;
    }

    private int group(int i) {
        long half = i < 4 ? high : low;
        return (int) ((half >>> ((3 - i % 4) * 16)) & 0xffff);
    }
}
