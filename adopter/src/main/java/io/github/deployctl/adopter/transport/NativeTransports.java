package io.github.deployctl.adopter.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Netty's epoll and io_uring in this JVM, under their own name and under those that build tools have given to copies. They make
 * their sockets by themselves, so their bind would find the port taken. Netty has a property that makes it do without; each copy
 * reads it under a name of its own. What the app has set stays.
 *
 * <p>Not shared between threads but by their start.
 */
public final class NativeTransports {
    private static final String PROPERTY = "io.netty.transport.noNative";

    /** The class that the app asks whether a transport can be used: loaded if, and only if, it has asked. */
    private static final String[] TRANSPORTS = {
        "io.netty.channel.epoll.Epoll", "io.netty.channel.uring.IoUring", "io.netty.incubator.channel.uring.IOUring"
    };

    private final Set<String> turnedOff = new TreeSet<>();
    private final List<String> leftOn = new ArrayList<>();

    private NativeTransports() {}

    /**
     * Turns the transports off.
     *
     * @param relocations prefixes of Netty's package names, each with its dot; Netty's own name and gRPC's copy are known
     */
    public static NativeTransports turnOff(Properties properties, List<String> relocations) {
        NativeTransports transports = new NativeTransports();
        transports.turnOff(properties, "");
        transports.turnOff(properties, "io.grpc.netty.shaded.");
        for (String relocation : relocations) {
            transports.turnOff(properties, relocation);
        }
        return transports;
    }

    /** What the operator must know at once: the properties by which the app insists on transports that cannot bind. */
    public List<String> leftOn() {
        return leftOn;
    }

    /** The transport that the app has asked for and not got, or null. */
    public @Nullable String missed(Class<?>[] loaded) {
        for (Class<?> type : loaded) {
            String name = type.getName();
            for (String transport : TRANSPORTS) {
                if (name.endsWith(transport)
                        && turnedOff.contains(name.substring(0, name.length() - transport.length()))) {
                    return name;
                }
            }
        }
        return null;
    }

    private void turnOff(Properties properties, String prefix) {
        String name = prefix + PROPERTY;
        String value = properties.getProperty(name);
        if (value == null) {
            properties.setProperty(name, "true");
            turnedOff.add(prefix);
        } else if (!turnedOff.contains(prefix) && !isTrue(value) && !leftOn.contains(name)) {
            leftOn.add(name);
        }
    }

    /** As Netty reads it. */
    private static boolean isTrue(String value) {
        return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("yes") || value.equals("1");
    }
}
