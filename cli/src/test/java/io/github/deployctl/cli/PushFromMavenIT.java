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
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.Checksum;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code push --from GROUP:ARTIFACT:VERSION}, with a Maven repository on loopback and the user's own one. */
final class PushFromMavenIT {
    private static final String FILE = "/maven/com/example/shop/1.4.2/shop-1.4.2.jar";
    private static final String SHOP = "com.example:shop:1.4.2";

    @TempDir
    Path folder;

    private final Map<String, byte[]> repository = new ConcurrentHashMap<>();
    private volatile String admitted = "";
    private Host host;
    private FakeAgent agent;
    private HttpServer web;
    private String url;
    private byte[] jar;
    private Checksum checksum;

    @BeforeEach
    void start() throws Exception {
        host = Host.start(folder);
        jar = Files.readAllBytes(Jars.executable(folder.resolve("built.jar"), "1.4.2", 30_000));
        checksum = Checksum.of(new ByteArrayInputStream(jar));
        Project.declare(folder, "built.jar", List.of(host.address()));
        agent = FakeAgent.ofShop(folder, (request, with) -> {
            if (request instanceof Request.Fetch) {
                with.reply(new Reply.ArtifactPresent());
            } else {
                Scripts.deploying().answer(request, with);
            }
        });
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", this::answer);
        web.start();
        url = "http://127.0.0.1:" + web.getAddress().getPort() + "/maven";
        repository.put(FILE, jar);
        repository.put(FILE + ".sha1", hex("SHA-1", jar));
    }

    @AfterEach
    void stop() throws Exception {
        web.stop(0);
        agent.close();
        host.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = repository.get(exchange.getRequestURI().getPath());
            String header = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            if (!admitted.isEmpty() && !header.equals(admitted)) {
                exchange.sendResponseHeaders(401, -1);
            } else if (body == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static byte[] hex(String algorithm, byte[] of) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance(algorithm).digest(of))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private Run push(String... more) {
        Stream<String> words = Stream.of("push", "--identity", "key", "--known-hosts", "known_hosts");
        return new Session(folder).run(Stream.concat(words, Stream.of(more)).toArray(String[]::new));
    }

    private Run from(String coordinates) {
        return push("--from", coordinates, "--repository", url);
    }

    private Path local() {
        return folder.resolve("home/.m2/repository/com/example/shop/1.4.2/shop-1.4.2.jar");
    }

    private void settings(String inside) throws IOException {
        Files.createDirectories(folder.resolve("home/.m2"));
        Files.writeString(folder.resolve("home/.m2/settings.xml"), "<settings>" + inside + "</settings>");
    }

    private void assertRefused(Run run, int status, String... said) {
        assertThat(run.status()).as(run.err()).isEqualTo(status);
        assertThat(run.err()).contains(said).contains("nothing was changed", "Try: ");
        assertThat(agent.requests()).isEmpty();
    }

    @Test
    void anArtifactIsFetchedIntoTheLocalRepositoryAndSentAndNeedsNoNetworkAgain() {
        Run run = from(SHOP);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(agent.uploads()).containsExactly(jar);
        assertThat(run.err()).contains("got " + SHOP + ", SHA-256 " + checksum);
        assertThat(local()).hasBinaryContent(jar);

        web.stop(0);
        Run again = from(SHOP);

        assertThat(again.status()).as(again.err()).isZero();
    }

    @Test
    void whatTheRepositorySaysOfItIsHeldAgainstIt() throws Exception {
        repository.put(FILE + ".sha1", hex("SHA-1", new byte[1]));
        assertRefused(
                from(SHOP),
                8,
                "artifact not taken: " + SHOP,
                "wanted is " + new String(hex("SHA-1", new byte[1]), StandardCharsets.US_ASCII));
        repository.put(FILE + ".sha256", hex("SHA-256", new byte[1]));
        repository.put(FILE + ".sha1", hex("SHA-1", jar));
        assertRefused(from(SHOP), 8, "has the checksum " + checksum);
        repository.keySet().removeIf(name -> name.contains(".sha"));
        assertRefused(from(SHOP), 8, "has no checksum of it", "append #sha256=");
        assertThat(local()).doesNotExist();
    }

    @Test
    void aChecksumThatTheUserKnowsCountsWhateverTheRepositorySays() {
        assertRefused(from(SHOP + "#sha256=" + "ab".repeat(32)), 8, "has the checksum " + checksum);
        assertThat(local()).doesNotExist();

        repository.remove(FILE + ".sha1");
        Run run = from(SHOP + "#sha256=" + checksum);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(agent.uploads()).containsExactly(jar);
    }

    @Test
    void whatLiesInTheLocalRepositoryIsLookedAtToo() throws Exception {
        Files.createDirectories(local().getParent());
        Files.write(local(), new byte[] {1});

        assertRefused(from(SHOP + "#sha256=" + checksum), 8, local() + " has SHA-256", "remove that file");
    }

    @Test
    void whatCannotBeFetchedIsSaid() throws Exception {
        assertRefused(
                from("com.example:shop:9.9"), 1, "artifact not fetched: com.example:shop:9.9: it is not in " + url);
        admitted = "Basic " + Base64.getEncoder().encodeToString("ada:secret".getBytes(StandardCharsets.UTF_8));
        assertRefused(from(SHOP), 1, "status 401", "settings.xml, as the server 127.0.0.1-");
        settings("<offline>true</offline>");
        assertRefused(from(SHOP), 1, "settings.xml says offline");
        settings("<offline>");
        assertThat(from(SHOP).status()).isEqualTo(2);
        settings("");
        web.stop(0);
        assertRefused(from(SHOP), 1, url + ": the connection was refused");
    }

    @Test
    void mirrorsAndServersOfTheUsersSettingsAreUsedAndCredentialsNotShown() throws Exception {
        admitted = "Basic " + Base64.getEncoder().encodeToString("ada:s3cret".getBytes(StandardCharsets.UTF_8));
        settings("""
                <mirrors><mirror><id>corp</id><mirrorOf>*</mirrorOf><url>%s</url></mirror></mirrors>
                <servers><server><id>corp</id><username>ada</username><password>${env.CORP}</password></server></servers>
                """.formatted(url));

        Run run = new Session(folder)
                .with("CORP", "s3cret")
                .run("push", "--identity", "key", "--known-hosts", "known_hosts", "--verbose", "--from", SHOP);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out() + run.err()).doesNotContain("s3cret");
        assertThat(push("--from", SHOP, "--from-host").err()).contains("needs credentials", "without --from-host");
        settings("<servers><server><id>x</id><username>a</username><password>{abc=}</password></server></servers>");
        assertThat(push("--from", SHOP, "--repository", "x=" + url).err()).contains("is encrypted");
    }

    @Test
    void aHostIsToldWhereAndWithWhichChecksum() throws Exception {
        Run refused = push("--from", SHOP, "--repository", url, "--from-host");
        assertRefused(refused, 1, "has no .sha256 file for it", "#sha256=");
        repository.put(FILE + ".sha256", hex("SHA-256", jar));

        Run run = push("--from", SHOP, "--repository", url, "--from-host");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(agent.requests().get(0)).isEqualTo(new Request.Fetch(checksum, url + FILE.substring(6)));
        assertThat(agent.uploads()).isEmpty();
        assertThat(local()).doesNotExist();
    }

    @Test
    void whatMakesNoSenseIsExitTwo() {
        for (String wrong : new String[] {
            "com.example:shop",
            "com.example:shop:LATEST",
            "com.example:shop:1.0-SNAPSHOT",
            "com.example:shop:[1,2)",
            "com.example:..:1",
            "a:b:c:d:e:f",
            SHOP + "#sha1=ab"
        }) {
            assertThat(push("--from", wrong).status()).as(wrong).isEqualTo(2);
        }
        assertThat(push("--from", SHOP, "--repository", "http://example.com/").err())
                .contains("is no https:// URL");
        assertThat(push("--from", SHOP, "--repository", "https://a:b@example.com/")
                        .err())
                .contains("settings.xml");
        assertThat(push("--repository", url).err()).contains("--repository needs --from");
    }
}
