package io.github.deployctl.cli.remote.sshconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the program that is asked may behave. */
final class OpenSshProgramIT {
    @TempDir
    Path folder;

    private OpenSsh program(String script, Duration limit) throws IOException {
        Path program = Files.writeString(folder.resolve("ssh"), "#!/bin/sh\n" + script + "\n");
        program.toFile().setExecutable(true);
        return new OpenSsh(
                program,
                folder.resolve("my config"),
                Map.of("PATH", "/usr/bin:/bin", "SPOT", "x"),
                new Deadline("connect.timeout", limit));
    }

    private OpenSsh program(String script) throws IOException {
        return program(script, Duration.ofSeconds(20));
    }

    @Test
    void itGetsTheHostTheUserAndThePortAndNoInput() throws Exception {
        OpenSsh ssh =
                program("for word in \"$@\"; do echo \"identityfile $word\"; done; echo \"user $SPOT$HOME\"; cat");

        Answer answer = ssh.ask(HostAddress.parse("ada@web1:2222"));

        assertThat(answer.all("identityfile"))
                .isEqualTo(List.of(
                        "-G", "-F", folder.resolve("my config").toString(), "-l", "ada", "-p", "2222", "--", "web1"));
        assertThat(answer.one("user")).contains("x");
    }

    @Test
    void aHostThatLooksLikeAnOptionIsRefused() throws Exception {
        OpenSsh ssh = program("touch ran");

        assertThatThrownBy(() -> ssh.ask(new HostAddress(null, "-oProxyCommand=x", OptionalInt.empty())))
                .hasMessageContaining("does not begin with -");
    }

    @Test
    void itsComplaintIsToldOnOneLine() throws Exception {
        OpenSsh ssh =
                program("echo user x; echo 'Pseudo-terminal will not' >&2; printf 'a\\033[1m\\nb\\n' >&2; exit 255");

        assertThatThrownBy(() -> ssh.ask(HostAddress.parse("web1")))
                .hasMessage("ssh_config not understood for web1: a\\x1b[1m; b");
    }

    @Test
    void anAnswerThatDoesNotComeEndsAtItsDeadline() throws Exception {
        OpenSsh ssh = program("sleep 60", Duration.ofMillis(300));

        assertThatThrownBy(() -> ssh.ask(HostAddress.parse("web1")))
                .hasMessageContaining("no answer within 300ms (deadline connect.timeout)");
    }

    @Test
    void anAnswerWithoutEndIsCutOff() throws Exception {
        OpenSsh ssh = program("yes 'user x'");

        assertThatThrownBy(() -> ssh.ask(HostAddress.parse("web1"))).hasMessageContaining("its answer has no end");
    }

    @Test
    void aComplaintWithoutEndIsCutOff() throws Exception {
        OpenSsh ssh = program("yes 'no' >&2");

        assertThatThrownBy(() -> ssh.ask(HostAddress.parse("web1"))).hasMessageContaining("no; no; no");
    }

    @Test
    void aFileWithABlankInItsNameIsNotTakenForTwo() throws Exception {
        for (String files : List.of("/home/ada/my hosts/known", "/a b/known /c", "my hosts", "/a b ~/c")) {
            OpenSsh ssh = program("echo 'userknownhostsfile " + files + "'");

            assertThatThrownBy(() -> ssh.ask(HostAddress.parse("web1")))
                    .hasMessageContaining("ssh_config not understood for web1: userknownhostsfile " + files)
                    .hasMessageContaining("a blank in a name");
        }
    }

    @Test
    void severalFilesOnALineAreSeveral() throws Exception {
        OpenSsh ssh = program("echo 'userknownhostsfile known /b ~/c'; echo 'globalknownhostsfile none'");

        Answer answer = ssh.ask(HostAddress.parse("web1"));

        assertThat(answer.all("userknownhostsfile")).isEqualTo(List.of("known", "/b", "~/c"));
        assertThat(answer.all("globalknownhostsfile")).isEqualTo(List.of("none"));
    }

    @Test
    void aProgramThatDoesNotStartIsNamed() {
        OpenSsh ssh = new OpenSsh(
                folder.resolve("none"), null, Map.of(), new Deadline("connect.timeout", Duration.ofSeconds(5)));

        assertThatThrownBy(() -> ssh.ask(HostAddress.parse("web1"))).hasMessageContaining("none");
    }
}
