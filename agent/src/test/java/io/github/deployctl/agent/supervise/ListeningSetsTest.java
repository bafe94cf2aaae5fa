package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.PortRange;
import io.github.deployctl.agent.supervise.ListeningSets.Side;
import io.github.deployctl.agent.supervise.Suggestion.Place;
import io.github.deployctl.common.config.ListenAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListeningSetsTest {
    private final ListeningSets sets =
            new ListeningSets(new PortRange(32768, 60999), Map.of("http", ListenAddress.parse("8080")));

    @Test
    void sameSetsHaveNoDifference() {
        assertThat(sets.differences(old("[::]:9090", "127.0.0.1:9091"), next("127.0.0.1:9091", "[::]:9090")))
                .isEmpty();
    }

    @Test
    void portThatTheNewOneLacksIsNamedWithTheLineToAdd() {
        assertThat(sets.differences(old("[::]:9090"), next()))
                .containsExactly(
                        "generation 8 does not listen on *:9090, where generation 7 does; to have it handed over: "
                                + "listeners: {http: 8080, port-9090: 9090}");
    }

    @Test
    void portThatIsNewIsNamedWithItsAddress() {
        assertThat(sets.differences(old(), next("127.0.0.1:9090")))
                .containsExactly("generation 8 listens on 127.0.0.1:9090, which is new; to have it handed over: "
                        + "listeners: {http: 8080, port-9090: \"127.0.0.1:9090\"}");
    }

    @Test
    void portThatMovedToTheNextFreeOneIsOneDifference() {
        assertThat(sets.differences(old("[::]:2424"), next("[::]:2425")))
                .singleElement()
                .asString()
                .startsWith("port 2424 of generation 7 is 2425 in generation 8")
                .endsWith("listeners: {http: 8080, port-2424: 2424}");
    }

    @Test
    void portFarAwayIsAnotherPort() {
        assertThat(sets.differences(old("[::]:2424"), next("[::]:2435"))).hasSize(2);
        assertThat(sets.differences(old("[::]:2424"), next("[::]:2423"))).hasSize(2);
    }

    @Test
    void portsOfTheKernelsChoiceTellNothing() {
        assertThat(sets.differences(old("127.0.0.1:32768"), next("[::]:60999", "[::]:40000")))
                .isEmpty();
        assertThat(sets.differences(old(), next("[::]:32767", "[::]:61000"))).hasSize(2);
    }

    @Test
    void declaredPortOnAnotherAddressNeedsNoLine() {
        assertThat(sets.differences(old(), next("127.0.0.2:8080")))
                .containsExactly("generation 8 listens on 127.0.0.2:8080, which is new");
    }

    @Test
    void placeOfEitherFamilyIsReadAndSuggestedSoThatItIsValidYaml() {
        Map<String, ListenAddress> declared = Map.of("http", ListenAddress.parse("[::1]:8080"));
        assertThat(Suggestion.declaring(Place.parse("[::1]:9090"), declared))
                .isEqualTo("listeners: {http: \"[::1]:8080\", port-9090: \"[::1]:9090\"}");
        assertThat(Suggestion.declaring(new Place("*", 9090), declared))
                .isEqualTo("listeners: {http: \"[::1]:8080\", port-9090: 9090}");
        assertThat(new Place("0.0.0.0", 9090)).hasToString("*:9090");
    }

    private static Side old(String... addresses) {
        return new Side(7, List.of(addresses));
    }

    private static Side next(String... addresses) {
        return new Side(8, List.of(addresses));
    }
}
