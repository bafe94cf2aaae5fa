package io.github.deployctl.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.cli.config.key.Key;
import io.github.deployctl.cli.config.key.Keys;
import io.github.deployctl.common.failure.FailureException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of the keys is what the reader does. */
final class KeysTest {
    private static final Path FILE = Path.of("/project/deployctl.yml");

    static Stream<Key> keys() {
        return Keys.list().stream();
    }

    static Stream<Key> keysWithADefault() {
        return keys().filter(key -> key.absent().value().isPresent());
    }

    static Stream<Key> requiredKeys() {
        return keys().filter(Key::isRequired);
    }

    private static DeployFile read(String text) throws FailureException {
        return DeployFileReader.check(text, FILE, "deployctl.yml");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void theExampleIsTaken(Key key) throws Exception {
        assertThat(read(KeyTexts.with(key, key.example()))).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void everyKeyIsRead(Key key) {
        // Nothing takes a list in a list, so that only a key at which nobody looks can have one.
        String text = KeyTexts.with(key, "[[]]");

        assertThatThrownBy(() -> read(text)).as(text).isInstanceOf(FailureException.class);
    }

    @ParameterizedTest
    @MethodSource("keysWithADefault")
    void theDefaultIsWhatCountsWithoutTheKey(Key key) throws Exception {
        String value = key.absent().text().replace("APP", "shop");

        assertThat(read(KeyTexts.with(key, value))).isEqualTo(read(KeyTexts.without(key)));
    }

    @ParameterizedTest
    @MethodSource("requiredKeys")
    void aRequiredKeyIsMissed(Key key) {
        assertThatThrownBy(() -> read(KeyTexts.without(key)))
                .hasMessageContaining("required key \"" + key.name() + "\" is missing");
    }

    @Test
    void aKeyThatIsNotDescribedCannotBeRead() {
        Section file = Section.of(Yaml.root("app: shop\n"), "");

        assertThatThrownBy(() -> file.get("replicas"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("replicas is read and not described");
    }
}
