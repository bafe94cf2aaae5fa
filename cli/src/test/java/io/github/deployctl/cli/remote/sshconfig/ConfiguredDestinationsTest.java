package io.github.deployctl.cli.remote.sshconfig;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.ssh.Destination;
import io.github.deployctl.cli.remote.ssh.HostKeyRules.Strictness;
import io.github.deployctl.cli.remote.ssh.Route;
import io.github.deployctl.cli.remote.ssh.Timing;
import io.github.deployctl.common.failure.FailureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfiguredDestinationsTest {
    private static final Wishes NONE =
            new Wishes(OptionalInt.empty(), OptionalInt.empty(), List.of(), null, null, null);

    @TempDir
    Path home;

    private final Map<String, Map<String, List<String>>> configured = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();
    private Here here;

    @BeforeEach
    void makeKeys() throws Exception {
        Path ssh = Files.createDirectories(home.resolve(".ssh"));
        for (String key : List.of("id_rsa", "id_ed25519", "work.pub", "cert.pub")) {
            Files.writeString(ssh.resolve(key), key);
        }
        here = new Here(home, home, "ada", "laptop", Map.of("SSH_AUTH_SOCK", "/run/agent", "OTHER", "/run/other"));
    }

    private void configure(String host, String... lines) {
        StringBuilder said = new StringBuilder();
        for (String line : lines) {
            said.append(line).append('\n');
        }
        configured.put(host, OpenSsh.parse(said.toString()).values());
    }

    private Destination resolve(String host, Wishes wishes) throws FailureException {
        return destinations(wishes).of(HostAddress.parse(host));
    }

    private ConfiguredDestinations destinations(Wishes wishes) {
        ConfigSource source = host -> {
            asked.add(host.toString());
            Map<String, List<String>> values = new LinkedHashMap<>();
            values.put("port", List.of(Integer.toString(host.port())));
            values.putAll(configured.getOrDefault(host.host(), Map.of()));
            return new Answer(values);
        };
        return new ConfiguredDestinations(source, here, wishes);
    }

    private static Wishes jumps(@Nullable String jumps) {
        return new Wishes(
                OptionalInt.empty(),
                OptionalInt.empty(),
                List.of(),
                null,
                jumps == null ? null : Jumps.parse(jumps),
                null);
    }

    private static List<String> labels(Destination to) {
        return to.route().jumps().stream().map(jump -> jump.host().label()).toList();
    }

    @Test
    void withoutAConfigurationTheUsualIsDone() throws Exception {
        Destination web = resolve("web1", NONE);

        assertThat(web.at().name()).isEqualTo("web1");
        assertThat(web.at().user()).isEqualTo("ada");
        assertThat(web.keys().usual()).containsExactly(home.resolve(".ssh/id_ed25519"), home.resolve(".ssh/id_rsa"));
        assertThat(web.keys().agentSocket()).isEqualTo(Path.of("/run/agent"));
        assertThat(web.hostKeys().files()).hasSize(4).startsWith(home.resolve(".ssh/known_hosts"));
        assertThat(web.hostKeys().strictness()).isEqualTo(Strictness.ASK);
        assertThat(web.timing().connect().toString()).isEqualTo("10s (deadline connect.timeout)");
        assertThat(web.timing().aliveSeconds()).isEqualTo(Timing.ALIVE_SECONDS);
        assertThat(web.route()).isEqualTo(Route.DIRECT);
    }

    @Test
    void theConfigurationIsFollowed() throws Exception {
        configure(
                "web1",
                "hostname 10.0.0.9",
                "port 2222",
                "user bob",
                "identityfile ~/.ssh/%n_missing",
                "identityfile ~/.ssh/work",
                "identitiesonly yes",
                "certificatefile %d/.ssh/cert.pub",
                "certificatefile /missing",
                "identityagent $OTHER",
                "userknownhostsfile /a ~/b",
                "globalknownhostsfile none",
                "hostkeyalias shop",
                "stricthostkeychecking accept-new",
                "hashknownhosts yes",
                "connecttimeout 3",
                "serveraliveinterval 60",
                "serveralivecountmax 2",
                "addressfamily inet6",
                "bindaddress ::1",
                "ciphers aes128-ctr,aes256-ctr");

        Destination web = resolve("web1", NONE);

        assertThat(web.at().toString()).contains("10.0.0.9", "2222", "bob");
        assertThat(web.knownAs()).isEqualTo(new HostAddress(null, "shop", 22));
        // Its public part is there, so the ssh-agent may hold the private one.
        assertThat(web.keys().usual()).containsExactly(home.resolve(".ssh/work"));
        assertThat(web.keys().identitiesOnly()).isTrue();
        assertThat(web.keys().certificates()).containsExactly(home.resolve(".ssh/cert.pub"));
        assertThat(web.keys().agentSocket()).isEqualTo(Path.of("/run/other"));
        assertThat(web.hostKeys().userFiles()).containsExactly(Path.of("/a"), home.resolve("b"));
        assertThat(web.hostKeys().globalFiles()).isEmpty();
        assertThat(web.hostKeys().strictness()).isEqualTo(Strictness.ACCEPT_NEW);
        assertThat(web.hostKeys().hashNew()).isTrue();
        assertThat(web.timing().connect().limit()).isEqualTo(Duration.ofSeconds(3));
        assertThat(web.timing().aliveSeconds()).isEqualTo(60);
        assertThat(web.timing().aliveCount()).isEqualTo(2);
        assertThat(web.route().family()).isEqualTo(Route.Family.INET6);
        assertThat(web.route().bind()).isEqualTo("::1");
        assertThat(web.algorithms().ciphers()).containsExactly("aes128-ctr", "aes256-ctr");
    }

    @Test
    void theCommandLineWins() throws Exception {
        configure("web1", "identityfile ~/.ssh/work", "userknownhostsfile /a", "connecttimeout 3");
        Wishes wishes = new Wishes(
                OptionalInt.of(2200),
                OptionalInt.of(2300),
                List.of(Path.of("/key")),
                Path.of("/known"),
                null,
                Duration.ofSeconds(7));

        Destination web = resolve("bob@web1:22", wishes);

        assertThat(asked).containsExactly("bob@web1:2200");
        assertThat(web.host().label()).isEqualTo("web1:22");
        assertThat(web.keys().named()).containsExactly(Path.of("/key"));
        assertThat(web.hostKeys().files()).containsExactly(Path.of("/known"));
        assertThat(web.timing().connect().limit()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void theUsualPortIsThatOfAHostThatIsWrittenWithoutOneAndOfNoJumpHost() throws Exception {
        Wishes wishes =
                new Wishes(OptionalInt.empty(), OptionalInt.of(2300), List.of(), null, Jumps.parse("gate"), null);

        resolve("web1", wishes);
        resolve("web2:22", wishes);

        assertThat(asked).containsExactly("web1:2300", "gate", "web2:22", "gate");
    }

    @Test
    void theUsualFilesOfOpenSshAreNoWish() throws Exception {
        configure(
                "web1", "identityfile ~/.ssh/id_rsa", "identityfile ~/.ssh/id_ecdsa", "identityfile ~/.ssh/id_ed25519");
        configure("web2", "identityfile ~/.ssh/id_rsa");
        configure("web3", "identityfile none");

        assertThat(resolve("web1", NONE).keys().usual()).hasSize(2);
        assertThat(resolve("web2", NONE).keys().usual()).containsExactly(home.resolve(".ssh/id_rsa"));
        assertThat(resolve("web3", NONE).keys().usual()).isEmpty();
    }

    @Test
    void aJumpHostHasJumpsOfItsOwn() throws Exception {
        configure("web1", "proxyjump inner");
        configure("inner", "proxyjump outer", "hostname in.example.com");

        Destination web = resolve("web1", NONE);

        assertThat(labels(web)).containsExactly("outer", "inner");
        assertThat(web.route().jumps().get(1).at().name()).isEqualTo("in.example.com");
        assertThat(web.route().jumps()).allMatch(jump -> jump.route().jumps().isEmpty());
    }

    @Test
    void allJumpsButTheFirstAreReachedThroughTheOneBefore() throws Exception {
        configure("web1", "proxyjump one,two");
        configure("one", "proxyjump zero");
        configure("two", "proxyjump elsewhere", "proxycommand nc %h %p");

        assertThat(labels(resolve("web1", NONE))).containsExactly("zero", "one", "two");
        assertThat(labels(resolve("web1", jumps("a,b@c:3")))).containsExactly("a", "c:3");
        assertThat(labels(resolve("web1", jumps("none")))).isEmpty();
    }

    @Test
    void aJumpHostUsesTheNamedKeyOnlyWithoutItsOwn() throws Exception {
        configure("own", "identityfile ~/.ssh/work");
        Wishes wishes = new Wishes(
                OptionalInt.of(9),
                OptionalInt.empty(),
                List.of(Path.of("/key")),
                Path.of("/known"),
                Jumps.parse("plain,own"),
                null);

        List<Destination> hops = resolve("web1", wishes).route().jumps();

        assertThat(hops.get(0).keys().named()).containsExactly(Path.of("/key"));
        assertThat(hops.get(1).keys().named()).isEmpty();
        assertThat(hops.get(1).keys().usual()).containsExactly(home.resolve(".ssh/work"));
        assertThat(hops)
                .allMatch(hop -> hop.at().port() == 22 && hop.hostKeys().files().equals(List.of(Path.of("/known"))));
    }

    @Test
    void aCircleOfJumpsEnds() {
        configure("web1", "proxyjump a");
        configure("a", "proxyjump b");
        configure("b", "proxyjump a");

        assertThatThrownBy(() -> resolve("web1", NONE))
                .hasMessageContaining("or a circle: web1 through a through b through a");
    }

    @Test
    void aFileNameThatThisMachineCannotHaveIsRefused() {
        configure("nul", "identityfile /keys/a\0b");
        configure("locale", "userknownhostsfile /known/\ud800");
        configure("jump", "certificatefile /keys/\ud800");
        configure("agent", "identityagent /run/\0");
        configure("web1", "proxyjump jump");

        assertThatThrownBy(() -> resolve("nul", NONE))
                .isInstanceOf(FailureException.class)
                .hasMessage(
                        "ssh_config not usable for nul: the file name \"/keys/a?b\" has a character in it that none can have");
        assertThatThrownBy(() -> resolve("locale", NONE))
                .isInstanceOf(FailureException.class)
                .hasMessage("ssh_config not usable for locale: the file name \"/known/?\" cannot be written in this"
                        + " locale; set LC_ALL=C.UTF-8");
        assertThatThrownBy(() -> resolve("web1", NONE))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("not usable for jump: the file name \"/keys/?\"");
        assertThatThrownBy(() -> resolve("agent", NONE))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("the file name \"/run/?\"");
    }

    @Test
    void aHostIsAskedAboutOnce() throws Exception {
        ConfiguredDestinations destinations = destinations(NONE);
        destinations.prepare(HostAddress.parse("web1"));
        Destination one = destinations.of(HostAddress.parse("web1"));

        assertThat(destinations.of(HostAddress.parse("web1"))).isSameAs(one);
        assertThat(asked).containsExactly("web1");
    }

    @Test
    void aProxyCommandRunsInTheUsersShell() throws Exception {
        configure("web1", "hostname w.example.com", "user bob", "proxycommand nc -x 'a b' %h %p %n %r 100%%");

        assertThat(requireNonNull(resolve("web1", NONE).route().command()).command())
                .containsExactly("/bin/sh", "-c", "exec nc -x 'a b' w.example.com 22 web1 bob 100%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$(id)", "a;b", "a b", "-x", "`id`", "a|b", "a&b", "a'b", "\"", "a\\b"})
    void aNameThatAShellWouldRunIsRefused(String user) {
        configure("web1", "user " + user, "proxycommand nc %r");

        assertThatThrownBy(() -> resolve("web1", NONE)).hasMessageContaining("would put a name into a shell");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "knownhostscommand /bin/x",
                "revokedhostkeys /x",
                "bindinterface lo",
                "pubkeyauthentication false",
                "preferredauthentications password",
                "hostname -x",
                "proxyjump -x",
                "proxycommand nc %k",
                "identityfile ~bob/x",
                "identityfile ${NOWHERE}/x",
                "port x"
            })
    void whatCannotBeDoneIsRefusedByName(String line) {
        configure("web1", line);

        assertThatThrownBy(() -> resolve("web1", NONE))
                .isInstanceOf(FailureException.class)
                .hasMessageStartingWith("ssh_config not usable")
                .hasMessageContaining(line.substring(0, line.indexOf(' ')).replace("proxyjump", "ProxyJump"));
    }
}
