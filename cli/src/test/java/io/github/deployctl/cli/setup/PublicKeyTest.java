package io.github.deployctl.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.deployctl.common.failure.FailureException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PublicKeyTest {
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAQj785jyzyVv4eeEdL0L8YTs6AuM86CCJ0Bpy0ktPTY";

    @TempDir
    Path folder;

    @Test
    void everyLineOfAFileIsAKeyWithItsComment() throws Exception {
        Path file = Files.writeString(folder.resolve("keys"), "# team\r\n" + KEY + " ada's laptop\r\n\r\n" + KEY);

        assertThat(PublicKey.read(file, "keys"))
                .containsExactly(new PublicKey(KEY + " ada's laptop"), new PublicKey(KEY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "command=\"id\" " + KEY,
                "no-pty " + KEY,
                "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIAQj785jyzyVv4eeEdL0L8YTs6AuM86CCJ0Bpy0ktPTY",
                "ssh-dss AAAAB3NzaC1kc3MAAACB",
                "ssh-ed25519 AAAA",
                "ssh-ed25519",
                KEY + " a\u0007bell",
                KEY + " \"quoted",
                "",
                "# nothing but words"
            })
    void whatIsNoPlainPublicKeyIsRefused(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("keys"), text + "\n");

        FailureException refused = catchThrowableOfType(FailureException.class, () -> PublicKey.read(file, "keys"));

        assertThat(refused.failure().message()).startsWith("nothing was set up: ");
        assertThat(refused.failure().hint()).contains(".pub");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0", "PuTTY-User-Key-File-3: x\nc2VjcmV0"})
    void aPrivateKeyIsRefusedWithoutAWordOfIt(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("id"), text + "\n");

        FailureException refused = catchThrowableOfType(FailureException.class, () -> PublicKey.read(file, "id"));

        assertThat(refused.failure().message()).contains("id is a private key").doesNotContain("c2VjcmV0");
        assertThat(refused.failure().hint()).isEqualTo("--authorize id.pub");
    }

    @Test
    void aFileThatIsNotThereOrNoFileIsRefused() {
        for (Path path : new Path[] {folder, folder.resolve("none")}) {
            assertThat(catchThrowableOfType(FailureException.class, () -> PublicKey.read(path, "x"))
                            .failure()
                            .message())
                    .contains("x is no file of keys");
        }
    }
}
