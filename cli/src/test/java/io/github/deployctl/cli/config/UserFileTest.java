package io.github.deployctl.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.GsonBuilder;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.deployctl.cli.config.key.JsonSchema;
import io.github.deployctl.cli.config.key.UserKey;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.json.Json;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** An editor that has the schema says of a user's own file what the reader says. */
final class UserFileTest {
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(Json.write(JsonSchema.ofUserFile()), InputFormat.JSON);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void everyExampleIsRightForBothAndNoListOrEmptyTextIs(UserKey key) throws Exception {
        assertBoth(key.text() + ": " + key.example(), true);
        for (String wrong : new String[] {"[]", "{}", "\"\"", "\" \"", "null"}) {
            assertBoth(key.text() + ": " + wrong, false);
        }
        for (String word : key.words()) {
            assertBoth(key.text() + ": " + word, true);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "port: 0",
                "port: 65536",
                "port: ssh",
                "connect-timeout: 0s",
                "connect-timeout: 5",
                "lock-wait: -1s",
                "color: always",
                "output: json",
                "user: a b",
                "usr: ann",
                "app: shop",
                "[]",
                "ann"
            })
    void whatIsWrongIsWrongForBoth(String text) throws Exception {
        assertBoth(text, false);
    }

    @Test
    void aFileThatSaysNothingIsRightForBoth() throws Exception {
        assertBoth("# nothing yet", true);
        assertBoth("lock-wait: 0s\nport: 65535", true);
    }

    @Test
    void whyItCannotBeReadIsSaid() {
        Path file = Path.of("/home/ann/.config/deployctl/config.yml");
        assertThat(UserFile.unreadable(file, "ann", new AccessDeniedException(file.toString())))
                .hasMessageContaining("ann may not read " + file);
        assertThat(UserFile.unreadable(file, "ann", new FileSystemException(file.toString(), null, "Not a directory")))
                .hasMessageContaining(file + " cannot be read: Not a directory");
        assertThat(UserFile.unreadable(file, "ann", new IOException("Input/output error")))
                .hasMessageContaining(file + " cannot be read: Input/output error");
    }

    /** In a container a user may be no more than a number, and then {@code user.name} is a question mark. */
    @Test
    void whoseItIsIsToldByNumbersWhereThereAreAny() throws Exception {
        FileOwner nameless = new FileOwner("?", 12345);
        assertThat(new FileOwner("12345", 12345).isTrustedBy(nameless)).isTrue();
        assertThat(new FileOwner("root", 0).isTrustedBy(nameless)).isTrue();
        assertThat(new FileOwner("ann", 1000).isTrustedBy(new FileOwner("ann", 1001)))
                .isFalse();
        assertThat(new FileOwner("ann", null).isTrustedBy(new FileOwner("ann", null)))
                .isTrue();
        assertThat(new FileOwner("ann", 1000).isTrustedBy(new FileOwner("bob", null)))
                .isFalse();

        Path file = Files.writeString(folder.resolve("config.yml"), "port: 22");
        assertThat(FileOwner.of(file).isTrustedBy(FileOwner.ofThisProcess("?"))).isTrue();
    }

    private void assertBoth(String text, boolean right) throws IOException {
        assertThat(isTaken(text)).as("the reader takes %s", text).isEqualTo(right);
        assertThat(isValid(text)).as("the schema takes %s", text).isEqualTo(right);
    }

    private boolean isTaken(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("config.yml"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        try {
            UserFile.read(file, Files.getOwner(file).getName());
            return true;
        } catch (FailureException e) {
            return false;
        }
    }

    private static boolean isValid(String text) {
        Object document = new Load(LoadSettings.builder().build()).loadFromString(text);
        return SCHEMA.validate(new GsonBuilder().serializeNulls().create().toJson(document), InputFormat.JSON)
                .isEmpty();
    }
}
