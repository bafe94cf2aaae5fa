package io.github.deployctl.cli.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deployctl.cli.fixture.OpenSshd;
import io.github.deployctl.cli.fixture.Processes;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.cli.remote.RemoteLogin;
import io.github.deployctl.common.failure.FailureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands on a host may print. */
final class SshLoginIT {
    private static final Deadline DEADLINE = new Deadline("look.timeout", Duration.ofSeconds(60));

    @TempDir
    static Path folder;

    private static OpenSshd host;

    private final List<String> heard = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.isExecutable(OpenSshd.PROGRAM), "openssh-server is not installed");
        Processes.run(folder, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "mine");
        Files.copy(folder.resolve("mine.pub"), folder.resolve("authorized_keys"));
        host = OpenSshd.start(folder, List.of("ed25519"));
        Files.writeString(folder.resolve("known_hosts"), host.knownHostsLine(folder, "ed25519"));
    }

    @AfterAll
    static void end() {
        if (host != null) {
            host.close();
        }
    }

    private static RemoteLogin logIn() throws FailureException {
        Destinations to = address -> new Destination(
                address,
                new Endpoint(address.host(), address.port(), System.getProperty("user.name")),
                new HostKeyRules(
                        List.of(folder.resolve("known_hosts")),
                        List.of(),
                        null,
                        HostKeyRules.Strictness.YES,
                        false,
                        List.of()),
                new KeyRules(List.of(folder.resolve("mine")), List.of(), false, List.of(), null),
                Allowed.ALL,
                new Timing(new Deadline("connect.timeout", Duration.ofSeconds(20)), 5, 3),
                Route.DIRECT);
        return new SshConnector(to, Operator.nobody(), line -> {})
                .logIn(new HostAddress(null, "127.0.0.1", host.port()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes | tr -d '\\n'", "yes", "yes | head -c 1500000 >&2"})
    void aCommandThatPrintsTooMuchIsLostAndTheLoginIsNot(String much) throws Exception {
        try (RemoteLogin login = logIn()) {
            assertThatThrownBy(() -> login.run(much, "", DEADLINE, heard::add))
                    .isInstanceOf(FailureException.class)
                    .hasMessage("lost " + host.address() + " while a command ran there: it printed more than 1 MiB");
            heard.clear();

            assertThat(login.run("echo still here", "", DEADLINE, heard::add)).isZero();
            assertThat(heard).containsExactly("still here");
        }
    }

    @Test
    void aLineIsCutAndTheNextIsWhole() throws Exception {
        try (RemoteLogin login = logIn()) {
            int status = login.run(
                    "head -c 20000 /dev/zero | tr '\\0' x; echo; echo end; echo err >&2; exit 3",
                    "",
                    DEADLINE,
                    heard::add);

            assertThat(status).isEqualTo(3);
            assertThat(heard).containsExactly("x".repeat(8192), "end", "err");
        }
    }
}
