package io.github.deployctl.cli.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.cli.demo.host.KeyFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class PastedKeyTest {
    @TempDir
    static Path folder;

    private static String openSsh = "";
    private static String pkcs8 = "";

    /** What becomes of a key that is pasted, all of it white space or an encoding. */
    static final List<Spoiled> spoilt = List.of(
            new Spoiled("nothing", key -> key),
            new Spoiled("line ends of another system", key -> key.replace("\n", "\r\n")),
            new Spoiled("line ends of an older system", key -> key.replace("\n", "\r")),
            new Spoiled("no line end at the end", String::strip),
            new Spoiled("blanks for line ends", key -> key.replace("\n", " ")),
            new Spoiled("no line ends at all", key -> key.replace("\n", "")),
            new Spoiled("quotes", key -> '"' + key + '"'),
            new Spoiled("single quotes and blanks", key -> " '" + key + "' \n"),
            new Spoiled("line ends written as letters", key -> key.replace("\n", "\\n")),
            new Spoiled("the same with carriage returns, in quotes", key -> '"' + key.replace("\n", "\\r\\n") + '"'),
            new Spoiled("indented", key -> key.indent(6)),
            new Spoiled("indented by tabs", key -> key.replace("\n", "\n\t\t")),
            new Spoiled("blank lines", key -> "\n\n" + key.replace("\n", "\n\n")),
            new Spoiled("a byte order mark", key -> "\ufeff" + key),
            new Spoiled("other lines around it", key -> "here it is:\n" + key + "\nbye"),
            new Spoiled("encoded once more", PastedKeyTest::base64),
            new Spoiled("encoded once more, in lines", key -> base64(key).replaceAll("(.{76})", "$1\n")),
            new Spoiled("encoded once more with other line ends", key -> base64(key.replace("\n", "\r\n"))));

    record Spoiled(String what, UnaryOperator<String> spoil) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @BeforeAll
    static void makeKeys() throws Exception {
        KeyFiles.writePrivateKey(KeyFiles.newKey(), folder.resolve("key"));
        openSsh = Files.readString(folder.resolve("key"));
        pkcs8 = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(KeyFiles.newKey().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static String repaired(String text) throws IOException {
        return new String(PastedKey.repair(text.toCharArray()));
    }

    @ParameterizedTest
    @FieldSource("spoilt")
    void aKeyThatIsOnlySpoiledInItsWhiteSpaceOrEncodingIsRepaired(Spoiled how) throws Exception {
        for (String key : List.of(openSsh, pkcs8)) {
            assertThat(repaired(how.spoil().apply(key)))
                    .isEqualToIgnoringWhitespace(key)
                    .startsWith("-----BEGIN ")
                    .contains("-----\n")
                    .endsWith("-----\n");
        }
    }

    @Test
    void theMiddleOfAnOpenSshKeyAloneIsAKey() throws Exception {
        String middle = openSsh.replaceAll("-----[A-Z ]+-----", "").strip();

        assertThat(repaired(middle)).isEqualToIgnoringWhitespace(openSsh);
    }

    @Test
    void theHeadersOfAnEncryptedKeyStay() throws Exception {
        String key =
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0123456789ABCDEF\n\n"
                        + "AAAA".repeat(20) + "\n-----END RSA PRIVATE KEY-----\n";

        assertThat(repaired(key.replace("\n", " "))).isEqualTo(key.replaceAll("(A{64})", "$1\n"));
    }

    @Test
    void whatIsNoPrivateKeyIsNamed() {
        Map<String, String> named = Map.ofEntries(
                Map.entry("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI ada@laptop", "is a public key"),
                Map.entry("ecdsa-sha2-nistp256 AAAA", "is a public key"),
                Map.entry("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "is a public key"),
                Map.entry("---- BEGIN SSH2 PUBLIC KEY ----", "is a public key"),
                Map.entry("ssh-ed25519-cert-v01@openssh.com AAAA ada", "is a certificate"),
                Map.entry("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "is an X.509 certificate"),
                Map.entry("PuTTY-User-Key-File-3: ssh-ed25519", "is a PuTTY key"),
                Map.entry("-----BEGIN DSA PRIVATE KEY-----\nAAAA\n-----END DSA PRIVATE KEY-----", "is a DSA key"),
                Map.entry("-----BEGIN PGP PRIVATE KEY BLOCK-----", "is a PGP key"),
                Map.entry("  \n", "is empty"),
                Map.entry("***", "is only stars"),
                Map.entry("${SSH_KEY}", "was not replaced"),
                Map.entry("~/.ssh/id_ed25519", "is the name of a file"),
                Map.entry("hello", "is no private key"));

        named.forEach((text, what) ->
                assertThatThrownBy(() -> repaired(text)).as(text).hasMessageContaining(what));
    }

    @Test
    void aKeyThatIsNotWholeIsSaidToBeCutOffAndNeverShown() {
        for (String key : List.of(openSsh, pkcs8)) {
            String inLine = key.replace("\n", "");
            int begin = inLine.indexOf("-----", 5) + 5;
            int end = inLine.indexOf("-----END");
            for (int missing : new int[] {1, 4, 40, 80}) {
                String cut = inLine.substring(0, end - missing) + inLine.substring(end);
                assertThatThrownBy(() -> repaired(cut))
                        .as("without %d letters", missing)
                        .hasMessageContaining("is cut off")
                        .message()
                        .doesNotContain(inLine.substring(begin, begin + 12));
            }
            assertThatThrownBy(() -> repaired(inLine.substring(0, end)))
                    .hasMessageContaining("is cut off: its last line");
        }
    }

    @Test
    void aLetterThatNoKeyHasIsTold() {
        assertThatThrownBy(() -> repaired(openSsh.replaceFirst("\nb", "\nb\u2026")))
                .hasMessageContaining("a character inside that no key has");
    }
}
