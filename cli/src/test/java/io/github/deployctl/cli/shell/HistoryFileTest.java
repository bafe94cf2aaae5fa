package io.github.deployctl.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.secret.KnownSecrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HistoryFileTest {
    private static final String KEY = "correct-horse-battery-staple";

    @TempDir
    Path folder;

    @Test
    void onlyTheOwnerReadsWhatWasTyped() throws Exception {
        HistoryFile history = new HistoryFile(folder.resolve("state/deployctl"));
        history.add("status web1");
        history.add("two\nlines");
        history.add("push");

        assertThat(history.read()).containsExactly("status web1", "push");
        Path file = folder.resolve("state/deployctl/history");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void aFileThatOthersCouldReadIsClosedToThem() throws Exception {
        Path file = folder.resolve("history");
        Files.writeString(file, "status\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        new HistoryFile(folder).add("push");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void onlyTheLastThousandAreKept() throws Exception {
        Files.write(
                folder.resolve("history"),
                IntStream.range(0, 1200).mapToObj(i -> "line " + i).toList());
        List<String> read = new HistoryFile(folder).read();

        assertThat(read).hasSize(1000).startsWith("line 200").endsWith("line 1199");
        assertThat(Files.readAllLines(folder.resolve("history"))).isEqualTo(read);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("history"))))
                .isEqualTo("rw-------");
    }

    @Test
    void whatCannotBeReadOrWrittenIsNoTrouble() throws Exception {
        Files.writeString(folder.resolve("file"), "");
        HistoryFile history = new HistoryFile(folder.resolve("file"));
        history.add("status");

        assertThat(history.read()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                " status",
                "env set NAME=value",
                "deployctl env set 'NAME=a b",
                "run web1 -- mysql --password=abc",
                "run web1 -- curl --token abc",
                "run web1 -- DB_PASSWORD=x ./migrate",
                "logs --grep " + KEY
            })
    void aLineWithABlankInFrontOrASecretIsNotFit(String line) {
        assertThat(new Discreet(KnownSecrets.of(Map.of("DEPLOYCTL_SSH_KEY_PASSPHRASE", KEY))).isFit(line))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "env set PASSWORD --on web1",
                "push --artifact=a.jar --host-key-fingerprint SHA256:abc",
                "run web1 -- ls -l /var"
            })
    void anyOtherIs(String line) {
        assertThat(new Discreet(KnownSecrets.of(Map.of("DEPLOYCTL_SSH_KEY_PASSPHRASE", KEY))).isFit(line))
                .isTrue();
    }
}
