package io.github.deployctl.agent.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.agent.fault.Faults;
import io.github.deployctl.agent.release.DurableFiles;
import io.github.deployctl.common.protocol.SecretStatus;
import io.github.deployctl.common.protocol.SecretsChanged;
import io.github.deployctl.common.protocol.SecretsReport;
import io.github.deployctl.common.protocol.SetSecrets;
import io.github.deployctl.common.protocol.UnsetSecrets;
import io.github.deployctl.common.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretStoreTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String PASSWORD = "tr0ub4dor&3-and-more";

    private @TempDir Path folder;
    private Path file;
    private SecretStore store;

    @BeforeEach
    void freshHost() {
        file = folder.resolve("secrets.json");
        store = open();
    }

    private SecretStore open() {
        return SecretStore.open(file, new DurableFiles(Faults.NONE), List.of("shop"));
    }

    private SecretsChanged set(String name, String value) throws IOException {
        return store.set(new SetSecrets(List.of(Secret.of(name, value)), "00c0ffee"), "ann@laptop", NOON);
    }

    @Test
    void whatIsSetIsThereForTheNextAgentAndInAFileOfItsUserAlone() throws IOException {
        SecretsChanged changed = set("DB_PASSWORD", "line one\nline \"two\" = \u00e4\n");

        assertThat(changed).isEqualTo(new SecretsChanged(List.of("DB_PASSWORD"), List.of(), List.of()));
        assertThat(open().values()).isEqualTo(Map.of("DB_PASSWORD", "line one\nline \"two\" = \u00e4\n"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void valueThatWasSoAlreadyIsNoChangeAndKeepsItsTime() throws IOException {
        set("DB_PASSWORD", PASSWORD);

        SecretsChanged again = store.set(
                new SetSecrets(List.of(Secret.of("DB_PASSWORD", PASSWORD)), "0badcafe"),
                "bob@desk",
                NOON.plusSeconds(9));

        assertThat(again.unchanged()).containsExactly("DB_PASSWORD");
        assertThat(again.changed()).isEmpty();
        assertThat(store.list(null).secrets().get(0).at()).isEqualTo(NOON);
    }

    @Test
    void listHasNamesAndWhetherTheProcessHasThemAndNoValue() throws IOException {
        set("DB_PASSWORD", PASSWORD);
        store.learn(Set.of("API_TOKEN"), List.of("host-token-value"));

        SecretsReport before = store.list(NOON.minusSeconds(1));
        SecretsReport after = store.list(NOON.plusSeconds(1));

        assertThat(before.secrets())
                .containsExactly(
                        new SecretStatus("DB_PASSWORD", SecretStatus.DEPLOYCTL, "00c0ffee", NOON, "ann@laptop", false),
                        new SecretStatus("API_TOKEN", SecretStatus.HOST, null, null, null, null));
        assertThat(after.secrets().get(0).running()).isTrue();
        assertThat(before.toString()).doesNotContain("tr0ub", "host-token");
    }

    @Test
    void hostsFileIsSaidToOverrule() throws IOException {
        store.learn(Set.of("DB_PASSWORD"), List.of());

        assertThat(set("DB_PASSWORD", PASSWORD).overruled()).containsExactly("DB_PASSWORD");
    }

    @Test
    void replacedAndForgottenValuesAreStillTakenOutOfTextsAlsoAfterARestart() throws IOException {
        set("DB_PASSWORD", PASSWORD);
        set("DB_PASSWORD", "the-second-value");
        SecretsChanged unset = store.unset(new UnsetSecrets(List.of("DB_PASSWORD", "OTHER")));

        assertThat(unset.changed()).containsExactly("DB_PASSWORD");
        assertThat(unset.unchanged()).containsExactly("OTHER");
        assertThat(open().values()).isEmpty();
        assertThat(open().redactor().redact(PASSWORD + ", the-second-value, shop"))
                .isEqualTo("***, ***, shop");
    }

    @Test
    void aPartOfARequestIsNeverSet() throws IOException {
        set("BIG", "x".repeat(Secret.MOST_BYTES - 20));

        assertThatThrownBy(() -> set("MORE", "y".repeat(100)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("KiB together")
                .hasMessageNotContaining("yyyy");
        assertThat(open().values()).containsOnlyKeys("BIG");
    }

    @Test
    void damagedFileIsLeftAsItIsAndNothingOfItIsSaid() throws IOException {
        Files.writeString(file, "{\"set\":[{\"secret\":{\"name\":\"DB\",\"content\":\"tr0ub4dor\"");
        store = open();

        assertThatThrownBy(store::values).hasMessageContaining("secrets.json").hasMessageNotContaining("tr0ub");
        assertThatThrownBy(() -> set("A", "b")).isInstanceOf(IOException.class);
        assertThat(Files.readString(file)).contains("tr0ub4dor");
    }

    @Test
    void writeThatFailsChangesNothing() throws IOException {
        set("DB_PASSWORD", PASSWORD);
        store = SecretStore.open(
                file,
                new DurableFiles(step -> {
                    throw new IllegalStateException(step);
                }),
                List.of());

        assertThatThrownBy(() -> set("DB_PASSWORD", "other-value")).isInstanceOf(IllegalStateException.class);
        assertThat(store.values()).containsEntry("DB_PASSWORD", PASSWORD);
        assertThat(open().values()).containsEntry("DB_PASSWORD", PASSWORD);
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void retiredValuesTakeNoMoreThanTheyMay() throws IOException {
        for (int i : IntStream.range(0, 40).toArray()) {
            set("BIG", ("value-" + i + "-").repeat(200));
        }

        assertThat(Files.size(file)).isLessThan(24 << 10);
        assertThat(open().redactor().redact("value-39-value-39- value-38-value-38-"))
                .isEqualTo("*** ***");
    }
}
