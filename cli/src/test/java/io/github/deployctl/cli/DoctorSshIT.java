package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deployctl.cli.fixture.OpenSshd;
import io.github.deployctl.cli.fixture.Processes;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.cli.fixture.Session.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code doctor} asks of a host whose agent does not answer, by the sshd that hosts run. */
final class DoctorSshIT {
    @TempDir
    private static Path folder;

    private static @Nullable OpenSshd sshd;

    @BeforeAll
    static void startSshd() throws Exception {
        if (!Files.isExecutable(OpenSshd.PROGRAM)) {
            System.err.println("SKIPPED: there is no " + OpenSshd.PROGRAM + "; install openssh-server");
        }
        assumeTrue(Files.isExecutable(OpenSshd.PROGRAM), "openssh-server is not installed");
        Path systemctl = Files.createDirectory(folder.resolve("bin")).resolve("systemctl");
        Files.writeString(systemctl, """
                #!/bin/sh
                printf '%s\\n' "$*" >>"${0%/bin/systemctl}/asked"
                printf 'LoadState=loaded\\nActiveState=failed\\nSubState=failed\\nResult=exit-code\\nNRestarts=3\\nExecMainStatus=78\\n'
                """);
        Files.setPosixFilePermissions(systemctl, PosixFilePermissions.fromString("rwxr-xr-x"));
        OpenSshd started =
                OpenSshd.start(folder, List.of("ed25519"), "SetEnv PATH=" + systemctl.getParent() + ":/usr/bin:/bin");
        sshd = started;
        Processes.run(folder, "ssh-keygen", "-q", "-N", "", "-t", "ed25519", "-C", "ada", "-f", "key");
        Files.writeString(folder.resolve("known_hosts"), started.knownHostsLine(folder, "ed25519"));
        Files.writeString(folder.resolve("deployctl.yml"), """
                app: shop
                artifact: shop.jar
                listeners: {http: 8080}
                hosts: ["%s@%s"]
                socket: %s
                """.formatted(
                        System.getProperty("user.name"), started.address(), folder.resolve("agent.sock")));
    }

    @AfterAll
    static void stopSshd() {
        if (sshd != null) {
            sshd.close();
        }
    }

    private static Run doctorWith(String options) throws Exception {
        Files.writeString(folder.resolve("authorized_keys"), options + Files.readString(folder.resolve("key.pub")));
        return new Session(folder).run("doctor", "-q", "-i", "key", "--known-hosts", "known_hosts");
    }

    @Test
    void aPlainLoginIsAskedForTheStateOfTheUnit() throws Exception {
        Run run = doctorWith("");

        assertThat(run.status()).as(run.out()).isEqualTo(4);
        assertThat(run.out())
                .contains("  fail  unit        deployctl-agent@shop.service is failed (failed), result exit-code, last"
                        + " exit status 78, restarted 3 times\n")
                .contains("journalctl -n 50 -u deployctl-agent@shop.service");
        assertThat(folder.resolve("asked"))
                .hasContent(
                        "show -p LoadState,ActiveState,SubState,Result,NRestarts,ExecMainStatus deployctl-agent@shop.service");
    }

    @Test
    void ofAKeyThatMayOnlyTalkToTheAgentItSaysThatNobodyCouldBeAsked() throws Exception {
        Run run = doctorWith("restrict,port-forwarding,command=\"/bin/false\" ");

        assertThat(run.status()).as(run.out()).isEqualTo(4);
        assertThat(run.out())
                .contains("  skip  unit        could not be asked about: this key may talk to the agent and do nothing"
                        + " else\n");
    }
}
