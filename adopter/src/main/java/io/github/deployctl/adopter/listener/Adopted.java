package io.github.deployctl.adopter.listener;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * A listening socket of the app that is really the agent's.
 *
 * @param address what the app takes for the socket's address: that which it asked for, as getsockname(2) would say it
 * @param sharesPort whether the app asked for SO_REUSEPORT, see socket(7)
 */
record Adopted(Listener listener, InetSocketAddress address, boolean sharesPort) {
    /**
     * The address that the JDK would report after a bind: the wildcard of the socket's family for any wildcard, and a literal
     * without the name that it was looked up by.
     *
     * @param wildcard that of the socket's family
     */
    static InetSocketAddress reported(InetSocketAddress asked, InetAddress wildcard) {
        InetAddress address = asked.getAddress();
        return new InetSocketAddress(address.isAnyLocalAddress() ? wildcard : nameless(address), asked.getPort());
    }

    /** Whether a socket of this family can be bound to that address at all. An IPv6 socket takes both kinds. */
    static boolean canBind(InetAddress wildcard, InetAddress asked) {
        return wildcard instanceof Inet6Address || asked instanceof Inet4Address;
    }

    /** Whether the kernel would refuse to bind the other socket beside this one: EADDRINUSE, see bind(2). */
    boolean excludes(Adopted other) {
        if (address.getPort() != other.address.getPort() || (sharesPort && other.sharesPort)) {
            return false;
        }
        InetAddress mine = address.getAddress();
        InetAddress theirs = other.address.getAddress();
        return covers(mine, theirs) || covers(theirs, mine) || mine.equals(theirs);
    }

    /** Whether the first is a wildcard that the second falls under. The JDK's IPv6 sockets are never for IPv6 only, see ipv6(7). */
    private static boolean covers(InetAddress wildcard, InetAddress other) {
        return wildcard.isAnyLocalAddress()
                && (wildcard instanceof Inet6Address || other instanceof Inet4Address || other.isAnyLocalAddress());
    }

    private static InetAddress nameless(InetAddress address) {
        try {
            if (address instanceof Inet6Address six) {
                // Negative: none. Zero would be shown as %0.
                int scope = six.getScopeId() == 0 ? -1 : six.getScopeId();
                return Inet6Address.getByAddress(null, six.getAddress(), scope);
            }
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            // Not for bytes that were an address before.
            return address;
        }
    }
}
