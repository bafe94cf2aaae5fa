package io.github.deployctl.cli.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deployctl.cli.fixture.HostKeyLab;
import io.github.deployctl.cli.fixture.OpenSshd;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.cli.remote.ssh.KnownHostsTable.Row;
import io.github.deployctl.common.failure.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.schmizz.sshj.SSHClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Asks OpenSSH itself and this client the same questions about known_hosts files, over real servers, and wants the same answers. */
final class KnownHostsConformanceIT {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([#]?)([^}!]+)(!key|!cut)?}");

    @TempDir
    static Path folder;

    private static HostKeyLab lab;

    /** What became of a host key. */
    private enum Answer {
        ACCEPTED,
        UNKNOWN,
        CHANGED,
        REVOKED
    }

    @BeforeAll
    static void makeKeysAndServers() throws Exception {
        assumeTrue(Files.isExecutable(OpenSshd.PROGRAM), "openssh-server is not installed");
        String[] ed = {"-t", "ed25519"};
        String[] rsa = {"-t", "rsa", "-b", "2048"};
        lab = new HostKeyLab(folder)
                .key("ed", ed)
                .key("other", ed)
                .key("ca", ed)
                .key("ecdsa", "-t", "ecdsa")
                .key("caEcdsa", "-t", "ecdsa", "-b", "384")
                .key("caP521", "-t", "ecdsa", "-b", "521")
                .key("rsa", rsa)
                .key("otherrsa", rsa)
                .key("caRsa", rsa);
        String[] web = {"-h", "-n", "web1.example.com,shop", "-V", "always:forever"};
        lab.certificate("good", "ed", "ca", web)
                .certificate("anybody", "ed", "ca", "-h")
                .certificate("other2", "ed", "ca", "-h", "-n", "db.example.com")
                .certificate("pattern", "ed", "ca", "-h", "-n", "*.example.com")
                .certificate("expired", "ed", "ca", "-h", "-V", "20200101:20210101")
                .certificate("future", "ed", "ca", "-h", "-V", "20900101:20910101")
                .certificate("critical", "ed", "ca", "-h", "-O", "critical:strange@example.com=1")
                .certificate("user", "ed", "ca", "-n", "web1.example.com")
                .certificate("rsaca", "ed", "caRsa", "-h", "-t", "rsa-sha2-512")
                .certificate("sha1ca", "ed", "caRsa", "-h", "-t", "ssh-rsa")
                .certificate("ecdsaca", "ed", "caEcdsa", "-h")
                .certificate("p521ca", "ed", "caP521", "-h")
                .certificate("rsacert", "rsa", "ca", web)
                .certificate("ecdsacert", "ecdsa", "ca", web);
        lab.server("ed", List.of("ed"), List.of())
                .server("rsa", List.of("rsa"), List.of())
                .server("all", List.of("ed", "ecdsa", "rsa"), List.of())
                .server("allgood", List.of("ed", "ecdsa", "rsa"), List.of("good"))
                .server("other", List.of("ed"), List.of("other2"))
                .server("rsacert", List.of("rsa"), List.of("rsacert"))
                .server("ecdsacert", List.of("ecdsa"), List.of("ecdsacert"));
        for (String one : List.of(
                "good",
                "anybody",
                "pattern",
                "expired",
                "future",
                "critical",
                "user",
                "rsaca",
                "sha1ca",
                "ecdsaca",
                "p521ca")) {
            lab.server(one, List.of("ed"), List.of(one));
        }
        lab.awaitServers();
    }

    @AfterAll
    static void endServers() {
        if (lab != null) {
            lab.close();
        }
    }

    static List<Row> rows() {
        return KnownHostsTable.rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isJudgedAsByOpenSsh(Row row) throws Exception {
        Path theirs = Files.writeString(folder.resolve("theirs"), filled(row.user()));
        Path ours = Files.writeString(folder.resolve("ours"), filled(row.user()));
        Path global = Files.writeString(folder.resolve("global"), filled(row.global()));

        Answer expected = openSsh(row, theirs, global);
        Answer answer = deployctl(row, ours, global);

        assertThat(answer).as(row.what()).isEqualTo(expected);
        assertThat(Files.readString(ours)).as("what was added").isEqualTo(Files.readString(theirs));
    }

    private static Answer openSsh(Row row, Path user, Path global) throws Exception {
        String said = lab.ssh(
                row.server(),
                List.of(
                        "-o",
                        "StrictHostKeyChecking="
                                + row.strictness()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '-'),
                        "-o",
                        "UserKnownHostsFile=" + user,
                        "-o",
                        "GlobalKnownHostsFile=" + global,
                        "-o",
                        row.place().alias().isEmpty()
                                ? "HashKnownHosts=no"
                                : "HostKeyAlias=" + row.place().alias(),
                        "-p",
                        "" + row.place().port(),
                        row.place().host()));
        if (said.contains("Permission denied")) {
            return Answer.ACCEPTED;
        }
        assertThat(said).contains("Host key verification failed.");
        if (said.contains("REVOKED HOST KEY DETECTED")) {
            return Answer.REVOKED;
        }
        if (said.contains("REMOTE HOST IDENTIFICATION HAS CHANGED")) {
            return Answer.CHANGED;
        }
        assertThat(said).contains("host key is known for");
        return Answer.UNKNOWN;
    }

    private static Answer deployctl(Row row, Path user, Path global) throws IOException {
        String alias = row.place().alias();
        Destination to = new Destination(
                new HostAddress(null, row.place().host(), row.place().port()),
                new Endpoint(row.place().host(), row.place().port(), "ada"),
                new HostKeyRules(
                        List.of(user),
                        List.of(global),
                        alias.isEmpty() ? null : alias,
                        row.strictness(),
                        false,
                        List.of()),
                new KeyRules(List.of(), List.of(), false, List.of(), null),
                Allowed.ALL,
                new Timing(new Deadline("connect.timeout", Duration.ofSeconds(10)), 5, 3),
                Route.DIRECT);
        HostKeyCheck check = new HostKeyCheck(to, Operator.nobody());
        try (SSHClient client = new SSHClient(Algorithms.config())) {
            check.guard(client);
            client.connect("127.0.0.1", lab.port(row.server()));
            return Answer.ACCEPTED;
        } catch (IOException e) {
            Optional<Failure> refusal = check.refusal();
            if (refusal.isEmpty()) {
                throw e;
            }
            return answer(refusal.get().message());
        }
    }

    private static Answer answer(String refusal) {
        if (refusal.contains("is revoked")) {
            return Answer.REVOKED;
        }
        if (refusal.contains("than the known one")) {
            return Answer.CHANGED;
        }
        assertThat(refusal).contains("is not known");
        return Answer.UNKNOWN;
    }

    private static String filled(String lines) {
        return PLACEHOLDER.matcher(lines).replaceAll(KnownHostsConformanceIT::value);
    }

    private static String value(MatchResult placeholder) {
        try {
            if (!placeholder.group(1).isEmpty()) {
                return hashed(placeholder.group(2));
            }
            String line = lab.line(placeholder.group(2));
            String part = String.valueOf(placeholder.group(3));
            return part.equals("!key") ? line.split(" ", 2)[1] : part.equals("!cut") ? line.replace("=", "") : line;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String hashed(String name) throws Exception {
        byte[] salt = "twenty bytes of salt".getBytes(StandardCharsets.UTF_8);
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(salt, "HmacSHA1"));
        Base64.Encoder base64 = Base64.getEncoder();
        return "|1|" + base64.encodeToString(salt) + "|"
                + base64.encodeToString(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
    }
}
