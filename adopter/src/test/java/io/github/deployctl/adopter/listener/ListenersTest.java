package io.github.deployctl.adopter.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenersTest {
    private static final Listener ANY = new Listener("any", "*", 8080, 3, 4);
    private static final Listener LOCAL = new Listener("local", "127.0.0.1", 8080, 5, 6);
    private static final Listener SIX = new Listener("six", "::1", 9090, 7, 8);

    @Test
    void entriesAreReadInOrder() {
        assertThat(Listeners.parse("any * 8080 3 4;local 127.0.0.1 8080 5 6;six ::1 9090 7 8")
                        .all())
                .containsExactly(ANY, LOCAL, SIX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http * 8080 3",
                "http * 8080 3 4 5",
                "http * 8080 3 4;",
                " * 8080 3 4",
                "http * 0 3 4",
                "http * 65536 3 4",
                "http * x 3 4",
                "http * 8080 2 4",
                "http * 8080 3 -1",
                "http  * 8080 3 4",
                "http localhost 8080 3 4",
                "http cafe 8080 3 4",
                "http  8080 3 4"
            })
    void entryOfAnotherFormIsRefused(String text) {
        assertThatThrownBy(() -> Listeners.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anyAddressMatchesWhatTheAppBinds() throws UnknownHostException {
        Listeners listeners = Listeners.parse("any * 8080 3 4");

        assertThat(listeners.match(address("0.0.0.0"), 8080)).isEqualTo(ANY);
        assertThat(listeners.match(address("::"), 8080)).isEqualTo(ANY);
        assertThat(listeners.match(address("127.0.0.1"), 8080)).isEqualTo(ANY);
        assertThat(listeners.match(address("::1"), 8080)).isEqualTo(ANY);
        assertThat(listeners.match(address("0.0.0.0"), 8081)).isNull();
        assertThat(listeners.match(address("0.0.0.0"), 0)).isNull();
    }

    @Test
    void ownAddressGoesBeforeAnyAddress() throws UnknownHostException {
        Listeners listeners = Listeners.parse("any * 8080 3 4;local 127.0.0.1 8080 5 6");

        assertThat(listeners.match(address("127.0.0.1"), 8080)).isEqualTo(LOCAL);
        assertThat(listeners.match(address("::ffff:127.0.0.1"), 8080)).isEqualTo(LOCAL);
        assertThat(listeners.match(address("127.0.0.2"), 8080)).isEqualTo(ANY);
        assertThat(listeners.match(address("0.0.0.0"), 8080)).isEqualTo(ANY);
    }

    @Test
    void wildcardBindTakesTheOnlyListenerOfItsPort() throws UnknownHostException {
        Listeners one = Listeners.parse("local 127.0.0.1 8080 5 6");
        Listeners two = Listeners.parse("local 127.0.0.1 8080 5 6;other ::1 8080 7 8");

        assertThat(one.match(address("0.0.0.0"), 8080)).isEqualTo(LOCAL);
        assertThat(one.match(address("127.0.0.2"), 8080)).isNull();
        assertThat(two.match(address("0.0.0.0"), 8080)).isNull();
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }
}
