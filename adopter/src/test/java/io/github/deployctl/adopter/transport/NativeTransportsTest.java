package io.github.deployctl.adopter.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class NativeTransportsTest {
    private static final String PROPERTY = "io.netty.transport.noNative";

    private final Properties properties = new Properties();

    @Test
    void everyCopyOfNettyIsTurnedOffByItsOwnName() {
        NativeTransports transports =
                NativeTransports.turnOff(properties, List.of("com.acme.", "io.grpc.netty.shaded."));

        assertThat(properties)
                .containsOnlyKeys(PROPERTY, "io.grpc.netty.shaded." + PROPERTY, "com.acme." + PROPERTY)
                .containsEntry("com.acme." + PROPERTY, "true");
        assertThat(transports.leftOn()).isEmpty();
    }

    @Test
    void whatTheAppHasSetStaysAndIsNamedIfItInsists() {
        properties.setProperty(PROPERTY, "false");
        properties.setProperty("com.acme." + PROPERTY, "TRUE");

        NativeTransports transports = NativeTransports.turnOff(properties, List.of("com.acme.", "com.acme."));

        assertThat(properties).containsEntry(PROPERTY, "false").containsEntry("com.acme." + PROPERTY, "TRUE");
        assertThat(transports.leftOn()).containsExactly(PROPERTY);
    }

    @Test
    void transportThatTheAppAskedForIsMissedOnlyIfItWasTurnedOffHere() {
        Class<?>[] loaded = {String.class, io.netty.channel.epoll.Epoll.class};
        NativeTransports ours = NativeTransports.turnOff(properties, List.of());
        NativeTransports theAppsOwn = NativeTransports.turnOff(properties, List.of());

        assertThat(ours.missed(loaded)).isEqualTo("io.netty.channel.epoll.Epoll");
        assertThat(ours.missed(new Class<?>[] {String.class})).isNull();
        assertThat(theAppsOwn.missed(loaded)).isNull();
    }
}
