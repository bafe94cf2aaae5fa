package io.github.deployctl.cli.remote.sshconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictReaderTest {
    private static final HostAddress WEB = HostAddress.parse("web1");

    @TempDir
    Path home;

    private Here here;

    @BeforeEach
    void makeAFolder() throws IOException {
        Files.createDirectories(home.resolve(".ssh"));
        here = new Here(home, home, "ada", "laptop.example.com", Map.of("SPOT", "/spot"));
    }

    private Path write(String name, String text) throws IOException {
        Path file = Files.writeString(home.resolve(".ssh").resolve(name), text, StandardCharsets.ISO_8859_1);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        return file;
    }

    private Answer ask(String text) throws Exception {
        return StrictReader.of(here, write("config", text)).ask(WEB);
    }

    private String refusal(String text) throws IOException {
        Path file = write("config", text);
        try {
            StrictReader.of(here, file).ask(WEB);
        } catch (FailureException e) {
            assertThat(e.failure().code()).isEqualTo(FailureCode.CONFIG_INVALID);
            return e.failure().message().replace(file.toString(), "config");
        }
        throw new AssertionError("taken: " + text);
    }

    @Test
    void everythingIsThereWithoutAFile() throws Exception {
        Answer answer = StrictReader.usual(here).ask(HostAddress.parse("bob@WEB1:2222"));

        assertThat(answer.one("hostname")).contains("web1");
        assertThat(answer.one("port")).contains("2222");
        assertThat(answer.one("user")).contains("bob");
    }

    @Test
    void aNamedFileMustBeThere() {
        assertThatThrownBy(() -> StrictReader.of(here, home.resolve("none")).ask(WEB))
                .hasMessageContaining("none: there is no such file");
    }

    @Test
    void includesAreRelativeToTheUsersFolder() throws Exception {
        write("web.conf", "User web\n");

        assertThat(ask("Include web.conf\nUser other\n").one("user")).contains("web");
        assertThat(ask("Include ~/.ssh/*.conf\n").one("user")).contains("web");
    }

    @Test
    void theUsersOwnFileMustBeTheirsAlone() throws Exception {
        Files.setPosixFilePermissions(write("config", "User x\n"), PosixFilePermissions.fromString("rw-rw-r--"));

        assertThatThrownBy(() -> StrictReader.usual(here).ask(WEB))
                .hasMessageContaining("others than its owner may write it");
    }

    @Test
    void whatIsRefusedHasItsFileAndLine() throws Exception {
        assertThat(refusal("User a\n\nMatch host x\n"))
                .isEqualTo(
                        "ssh_config not understood: config line 3: match \"host x\" can only be answered by OpenSSH");
        assertThat(refusal("Frobnicate yes\n"))
                .isEqualTo("ssh_config not understood: config line 1: frobnicate is not a keyword that is known here");
        assertThat(refusal("IgnoreUnknown *\nRevokedHostKeys x\n"))
                .isEqualTo("ssh_config not understood: config line 2: revokedhostkeys is only done by OpenSSH");
    }

    @Test
    void aNulIsRefused() throws Exception {
        assertThat(refusal("User a\0b\n")).contains("config line 1: a NUL character");
    }

    @Test
    void aVeryLongLineIsRefused() throws Exception {
        assertThat(refusal("User " + "a".repeat(9000) + "\n")).contains("config line 1: the line is longer than");
    }

    @Test
    void aHugeFileIsRefused() throws Exception {
        assertThat(refusal("# x\n".repeat(300_000))).contains("config: larger than 1048576 bytes");
    }

    @Test
    void textThatIsNoUtf8IsRefused() throws Exception {
        assertThat(refusal("User \u00e9\n")).contains("config: it is no UTF-8 text");
    }

    @Test
    void aFolderIsNoFile() throws Exception {
        Files.createDirectory(home.resolve(".ssh/folder"));

        assertThat(refusal("Include folder\n")).contains("it is no regular file");
    }

    @Test
    void filesThatIncludeEachOtherEnd() throws Exception {
        write("one", "Include two\n");
        write("two", "Include one\n");
        assertThat(refusal("Include one\n")).contains("too many files include each other");

        // Each reads both: 2 to the power of the depth.
        write("a.wide", "Include *.wide\n");
        write("b.wide", "Include *.wide\n");
        assertThat(refusal("Include *.wide\n")).contains("too many files include each other");
    }

    @Test
    void aVariableThatIsNotSetIsRefused() throws Exception {
        assertThat(refusal("UserKnownHostsFile ${NOWHERE}/x\n")).contains("nothing is known for ${NOWHERE}");
        assertThat(ask("UserKnownHostsFile ${SPOT}/x %d/%u\n").all("userknownhostsfile"))
                .isEqualTo(List.of("/spot/x", home + "/ada"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void hostileFilesEndInAnAnswerOrAClearRefusal(long seed) throws Exception {
        Random random = new Random(seed);
        String[] parts = {
            "Host",
            "Match",
            "Include",
            "User",
            "Port",
            "IdentityFile",
            "ProxyJump",
            "HostName",
            "IgnoreUnknown",
            " ",
            "=",
            "\t",
            "\n",
            "\n",
            "\"",
            "'",
            "\\",
            "#",
            "*",
            "?",
            "!",
            "%h",
            "%",
            "${SPOT}",
            "${",
            "~",
            "~/",
            "none",
            "all",
            "web1",
            "22",
            ",",
            "\r",
            "\f",
            "\u00ff",
            "\0",
            "../",
            "/dev/zero",
            "/proc/self/mem",
            "config",
            "[",
            "-"
        };
        int answered = 0;
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(25);
            for (int j = 0; j < length; j++) {
                text.append(parts[random.nextInt(parts.length)]).append(random.nextInt(3) == 0 ? "" : " ");
            }
            try {
                assertThat(ask(text.toString()).one("hostname")).isPresent();
                answered++;
            } catch (FailureException e) {
                assertThat(e.failure().message()).startsWith("ssh_config not").doesNotContain("\n", "\0", "Exception");
            }
        }
        assertThat(answered).isBetween(1, 499);
    }
}
