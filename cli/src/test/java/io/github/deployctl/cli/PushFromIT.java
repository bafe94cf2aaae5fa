package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.Host;
import io.github.deployctl.cli.fixture.Jars;
import io.github.deployctl.cli.fixture.Project;
import io.github.deployctl.cli.fixture.Scripts;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.cli.fixture.Session.Run;
import io.github.deployctl.cli.fixture.TlsWeb;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.Checksum;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code push --from}, with a web server on loopback, and what goes with an artifact. */
final class PushFromIT {
    @TempDir
    Path folder;

    private Host host;
    private FakeAgent agent;
    private HttpServer web;
    private byte[] jar;
    private Checksum checksum;

    @BeforeEach
    void start() throws Exception {
        host = Host.start(folder);
        jar = Files.readAllBytes(Jars.executable(folder.resolve("built.jar"), "1.4.2", 300_000));
        checksum = Checksum.of(new ByteArrayInputStream(jar));
        Project.declare(folder, "built.jar", List.of(host.address()));
        agent = FakeAgent.ofShop(folder, (request, with) -> {
            if (request instanceof Request.Fetch) {
                with.say(new Event.Fetched(100_000, 300_000));
                with.reply(new Reply.ArtifactPresent());
            } else {
                Scripts.deploying().answer(request, with);
            }
        });
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/shop-1.4.2.jar", exchange -> answer(exchange, jar.length, jar));
        web.createContext("/cut.jar", exchange -> answer(exchange, jar.length, Arrays.copyOf(jar, 1000)));
        web.createContext("/moved.jar", exchange -> redirect(exchange, "/shop-1.4.2.jar"));
        web.createContext("/away.jar", exchange -> redirect(exchange, "http://example.com/shop.jar"));
        web.createContext("/round.jar", exchange -> redirect(exchange, "/round.jar"));
        web.start();
    }

    @AfterEach
    void stop() throws Exception {
        web.stop(0);
        agent.close();
        host.close();
    }

    private static void answer(HttpExchange exchange, long length, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, length);
            exchange.getResponseBody().write(body);
        }
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().add("Location", to);
            exchange.sendResponseHeaders(302, -1);
        }
    }

    private Run push(String... more) {
        Stream<String> words = Stream.of("push", "--identity", "key", "--known-hosts", "known_hosts");
        return new Session(folder).run(Stream.concat(words, Stream.of(more)).toArray(String[]::new));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + web.getAddress().getPort() + path + "#sha256=" + checksum;
    }

    @Test
    void anArtifactIsFetchedOnceAndSent() throws Exception {
        Run run = push("--from", url("/moved.jar"));
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(agent.uploads()).containsExactly(jar);
        assertThat(run.err()).contains("fetching http://127.0.0.1:").doesNotContain("#sha256");

        int port = web.getAddress().getPort();
        web.stop(0);
        Run again = push("--from", "http://127.0.0.1:" + port + "/moved.jar#sha256=" + checksum);

        assertThat(again.status()).as(again.err()).isZero();
    }

    @Test
    void whatAnInterruptedFetchHasLeftIsGoneWithTheNextOne() throws Exception {
        Path fetched = Files.createDirectories(folder.resolve("home/.cache/deployctl/fetched"));
        Path left = Files.writeString(fetched.resolve("unfinished-1"), "half a jar");
        Path underWay = Files.writeString(fetched.resolve("unfinished-2"), "another client's");
        Files.setLastModifiedTime(left, FileTime.from(Session.NOW.minusSeconds(2 * 3600 + 1)));
        Files.setLastModifiedTime(underWay, FileTime.from(Session.NOW.minusSeconds(3600)));

        Run run = push("--from", url("/shop-1.4.2.jar"));

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(left).doesNotExist();
        assertThat(underWay).exists();
    }

    @Test
    void whatIsNotWhatWasWantedGoesNowhere() {
        String wrong = url("/shop-1.4.2.jar").replaceAll("#.*", "#sha256=" + "ab".repeat(32));

        Run run = push("--from", wrong);

        assertThat(run.status()).isEqualTo(8);
        assertThat(run.err()).contains("with SHA-256 " + checksum, "nothing was changed");
        assertThat(agent.requests()).isEmpty();
    }

    @Test
    void whatCannotBeFetchedIsSaid() {
        assertThat(push("--from", url("/none.jar")).err()).contains("the server answered with status 404");
        assertThat(push("--from", url("/cut.jar")).status()).isNotZero();
        assertThat(push("--from", url("/away.jar")).err()).contains("it is redirected to what is not https");
        assertThat(push("--from", url("/round.jar")).err()).contains("redirected more than 5 times");
        assertThat(push("--from", url("/x.jar").replaceFirst(":\\d+/", ":1/")).err())
                .contains("the connection was refused");
        assertThat(agent.requests()).isEmpty();
    }

    @Test
    void overTlsOnlyWhomThisJavaTrustsIsListenedTo() throws Exception {
        try (TlsWeb tls = TlsWeb.start(folder, Map.of("/shop.jar", jar))) {
            String from = tls.url("/shop.jar") + "#sha256=" + checksum;

            Run refused = push("--from", from);
            assertThat(refused.status()).as(refused.err()).isEqualTo(1);
            assertThat(refused.err())
                    .contains("the certificate of 127.0.0.1 is not one that this Java trusts", "nothing was changed")
                    .contains("Try: ", "keytool -importcert");
            assertThat(agent.requests()).isEmpty();
            try (TlsWeb.Trust trust = tls.trust()) {
                assertThat(trust).isNotNull();
                assertThat(push("--from", from).status()).isZero();
            }

            assertThat(agent.uploads()).containsExactly(jar);
        }
    }

    @Test
    void whatMakesNoSenseIsExitTwo() {
        assertThat(push("--from", "https://example.com/a.jar").status()).isEqualTo(2);
        assertThat(push("--from", "ftp://example.com/a.jar#sha256=" + checksum).status())
                .isEqualTo(2);
        assertThat(push("--from-host").err()).contains("--from-host needs --from");
        assertThat(push("--from", url("/a.jar"), "--artifact", "built.jar").status())
                .isEqualTo(2);
    }

    @Test
    void aHostFetchesItItself() throws Exception {
        Run run = push("--from", url("/shop-1.4.2.jar"), "--from-host");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(agent.uploads()).isEmpty();
        assertThat(agent.requests().get(0))
                .isEqualTo(new Request.Fetch(checksum, url("/shop-1.4.2.jar").replaceAll("#.*", "")));
        assertThat(run.err()).contains("fetched 100.0 kB of 300.0 kB");
        assertThat(run.out()).contains("-> 1.4.2-" + checksum.abbreviated());
    }

    @Test
    void aSignatureBesideTheArtifactGoesWithItAndAnythingElseDoesNot() throws Exception {
        String signature = "-----BEGIN SSH SIGNATURE-----\nabc\n-----END SSH SIGNATURE-----\n";
        Files.writeString(folder.resolve("built.jar.sig"), signature);
        assertThat(push().status()).isZero();
        assertThat(agent.requests())
                .last()
                .isInstanceOfSatisfying(
                        Request.Deploy.class,
                        deploy -> assertThat(deploy.signature()).isEqualTo(signature));

        Files.writeString(folder.resolve("built.jar.sig"), "PGP");
        Run run = push();
        assertThat(run.status()).isEqualTo(8);
        assertThat(run.err()).contains("is no signature of ssh-keygen -Y sign");
    }
}
