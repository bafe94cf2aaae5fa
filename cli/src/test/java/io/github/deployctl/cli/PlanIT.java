package io.github.deployctl.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.Host;
import io.github.deployctl.cli.fixture.Jars;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.cli.fixture.Session.Run;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.delta.Index;
import io.github.deployctl.common.delta.Source;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.jar.Components;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.GenerationStatus;
import io.github.deployctl.common.protocol.Hello;
import io.github.deployctl.common.protocol.HostFacts;
import io.github.deployctl.common.protocol.Installed;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code plan} says, over SSH, of an agent whose release is a jar of this test's own. */
final class PlanIT {
    private static final HostFacts FACTS = new HostFacts(
            Session.NOW,
            "/usr/bin/java",
            17,
            3_000_000_000L,
            67_000_000,
            20_000_000_000L,
            33_000_000,
            1000,
            4096,
            4096,
            32768,
            60999,
            List.of());

    @TempDir
    Path folder;

    private Host host;
    private @Nullable FakeAgent agent;
    private HostFacts facts = FACTS;
    private List<Failure> refusals = List.of();

    @BeforeEach
    void startHost() throws Exception {
        host = Host.start(folder);
        jar("shop.jar", "1.4.2", "spring-core-6.2.1", "gson-2.13.2", "caffeine-3.1.8", "slf4j-api-2.0.17");
        jar("old.jar", "1.4.1", "spring-core-6.2.0", "gson-2.14.0", "guava-33.0.0-jre", "slf4j-api-2.0.17");
        Files.writeString(folder.resolve("deployctl.yml"), """
                app: shop
                artifact: shop.jar
                listeners: {http: 8080}
                hosts: ["%s"]
                socket: %s
                """.formatted(host.address(), folder.resolve("agent.sock")));
    }

    @AfterEach
    void stopHost() throws Exception {
        if (agent != null) {
            agent.close();
        }
        host.close();
    }

    /** A jar as Spring Boot's plugin makes it: a class of Java 17, and jars in it that do not compress. */
    private Path jar(String name, String version, String... libraries) throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(
                "BOOT-INF/classes/shop/Main.class",
                new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 61});
        for (String library : libraries) {
            byte[] noise = new byte[20_000];
            new Random(library.hashCode()).nextBytes(noise);
            entries.put("BOOT-INF/lib/" + library + ".jar", noise);
        }
        return Jars.write(
                folder.resolve(name),
                Map.of("Main-Class", "boot.Launcher", "Start-Class", "shop.Main", "Implementation-Version", version),
                entries);
    }

    /** An agent on which {@code jar} is live as it was declared. */
    private void serve(@Nullable String jar, Declaration declared) throws Exception {
        agent = FakeAgent.start(
                folder.resolve("agent.sock"),
                new Hello.AgentHello(1, 1, "0.1.0", new AppName("shop"), null, Hello.FEATURES),
                (request, with) -> {
                    if (request instanceof Request.Status) {
                        with.reply(status(jar));
                    } else if (request instanceof Request.Examine examine) {
                        with.reply(examined(jar, declared, examine));
                    } else if (request instanceof Request.Describe) {
                        with.say(new Event.Described(index(Files.readAllBytes(folder.resolve(jar)))));
                        with.reply(new Reply.ArtifactPresent());
                    } else {
                        with.reply(new Reply.Failed(Failure.of(FailureCode.BUG, "asked to change something")));
                    }
                });
    }

    private Reply status(@Nullable String jar) throws java.io.IOException {
        List<GenerationStatus> generations = jar == null
                ? List.of()
                : List.of(new GenerationStatus(7, id(jar), "live", 4711, Session.NOW, 3, 600_000_000));
        return new Reply.StatusReport(
                new AppName("shop"), "0.1.0", "running", null, null, Map.of(), generations, List.of());
    }

    private Reply examined(@Nullable String jar, Declaration declared, Request.Examine examine)
            throws java.io.IOException {
        if (jar == null) {
            return new Reply.Examined(facts, null, false, List.of(), refusals);
        }
        Path file = folder.resolve(jar);
        boolean same = sha(file).equals(examine.artifact());
        try (JarFile opened = new JarFile(file.toFile())) {
            Installed installed =
                    new Installed(id(jar), sha(file), Files.size(file), declared, same ? null : Components.in(opened));
            return new Reply.Examined(facts, installed, same, List.of(sha(file)), refusals);
        }
    }

    private ReleaseId id(String jar) throws java.io.IOException {
        return ReleaseId.of(jar.equals("old.jar") ? "1.4.1" : "1.4.2", sha(folder.resolve(jar)));
    }

    private static Checksum sha(Path file) throws java.io.IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Checksum.of(in);
        }
    }

    private static String index(byte[] bytes) throws java.io.IOException {
        Source source = new Source() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public void read(long at, byte[] into, int offset, int length) {
                System.arraycopy(bytes, (int) at, into, offset, length);
            }
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Index.write(source, out);
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }

    private static Declaration declared() {
        return Declaration.of(new AppName("shop"), Map.of("http", new ListenAddress("*", 8080)));
    }

    private Run run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-q", "-i", "key", "--known-hosts", "known_hosts"));
        return new Session(folder).run(all.toArray(String[]::new));
    }

    private JsonObject document(Run run) {
        return JsonParser.parseString(run.out()).getAsJsonObject();
    }

    @Test
    void aPlanNamesExactlyTheLibrariesThatChangeAndAsksForNothingElse() throws Exception {
        serve("old.jar", declared());

        Run run = run("plan");

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        String at = host.address();
        assertThat(run.out()
                        .replaceFirst("sends \\d\\d\\.\\d kB", "sends N kB")
                        .replaceAll("-[0-9a-f]{8}\\b", "-SHA")
                        .replaceAll("8\\d\\.\\d kB", "8N kB"))
                .isEqualTo("""
                        shop 1.4.2-SHA to HOST

                        HOST: 1.4.1-SHA -> 1.4.2-SHA
                          artifact      8N kB -> 8N kB
                          dependencies  1 added, 1 removed, 1 upgraded, 1 downgraded; 1 stay
                            + caffeine     3.1.8
                            ~ gson         2.14.0 -> 2.13.2 (downgrade)
                            - guava        33.0.0-jre
                            ~ spring-core  6.2.0 -> 6.2.1
                          HOST  sends N kB; Java 17, class files of Java 17 (61); memory 3.0 GB free, a second JVM needs 667.0 MB; disk 20.0 GB free, needs 33.1 MB

                        Nothing was changed. To do it: deployctl push HOST
                        """.replace("HOST", at));
        assertThat(requireNonNull(agent).requests())
                .extracting(Object::getClass)
                .containsExactly(Request.Status.class, Request.Examine.class, Request.Describe.class);
        assertThat(requireNonNull(agent).leases()).isEmpty();
        assertThat(agent.uploads()).isEmpty();
    }

    @Test
    void thePlannedBytesAreThoseThatAPushSends() throws Exception {
        serve("old.jar", declared());

        JsonObject planned =
                document(run("plan", "--json")).getAsJsonArray("hosts").get(0).getAsJsonObject();

        // Three of five entries are new, of 20 kB each.
        assertThat(planned.get("sendBytes").getAsLong()).isBetween(60_000L, 64_000L);
        assertThat(planned.get("sendExact").getAsBoolean()).isTrue();
    }

    @Test
    void settingsAndListenersThatChangeAreNamedWithoutWhatMayBeSecret() throws Exception {
        Launch launch = new Launch(
                null,
                null,
                List.of("-Xmx512m"),
                List.of("--token=old-secret", "--password", "old-secret"),
                "work",
                Map.of("TOKEN", "old-secret"));
        Declaration before = new Declaration(
                new AppName("shop"),
                Map.of("http", new ListenAddress("*", 8080), "old", new ListenAddress("*", 8081)),
                launch,
                declared().ready(),
                declared().deadlines());
        serve("shop.jar", before);
        Files.writeString(folder.resolve("deployctl.yml"), """
                drain: {timeout: 1m}
                java: {options: [-Xmx1g], args: ["--token=new-secret", --password, new-secret]}
                env: {TOKEN: new-secret, TZ: UTC}
                """, StandardOpenOption.APPEND);

        Run run = run("plan", "--detailed-exitcode");

        assertThat(run.status()).isEqualTo(30);
        assertThat(run.out())
                .contains("1.4.2-", " with other settings", """
                  config
                    ~ drain.timeout  30s -> 1m
                    ~ env.TOKEN      (not shown) (another value)
                    + env.TZ         (not shown)
                    ~ java.args      --token=... --password *** (another value)
                    ~ java.options   -Xmx512m -> -Xmx1g
                  listeners
                    - old  8081
                """, "sends nothing")
                .doesNotContain("secret", "dependencies");
        assertThat(run("plan", "--json").out()).doesNotContain("secret");
    }

    @Test
    void whatIsLiveAlreadyIsNothingToDo() throws Exception {
        serve("shop.jar", declared());

        Run run = run("plan", "--detailed-exitcode");

        assertThat(run.status()).isZero();
        assertThat(run.out()).endsWith(host.address() + ": already live\n\nNothing to do.\n");
        assertThat(document(run("plan", "--json")).get("outcome").getAsString()).isEqualTo("unchanged");
    }

    @Test
    void aPushThatWouldBeRefusedIsExitOneWithEveryReason() throws Exception {
        facts = new HostFacts(
                Session.NOW,
                "/usr/bin/java",
                11,
                300_000_000,
                67_000_000,
                1L << 40,
                33_000_000,
                9,
                4096,
                128,
                0,
                0,
                List.of(new HostFacts.Port(9090, "pid 812 (nginx)", false)));
        refusals = List.of(Failure.of(
                        FailureCode.NOT_DEPLOYED,
                        "nothing was started: the jar was compiled for Java 17, the host's is 11")
                .hint("install a newer Java on the host"));
        serve("old.jar", declared());

        Run run = run("plan", "--detailed-exitcode");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("Java 11, class files of Java 17 (61)")
                .contains("would be refused: the jar was compiled for Java 17, the host's is 11\n")
                .contains("  try: install a newer Java on the host\n")
                .contains("would be refused: two processes do not fit: 300.0 MB are available")
                .contains("note: port 9090 is in use by pid 812 (nginx)");
        assertThat(document(run("plan", "--json")).get("outcome").getAsString()).isEqualTo("refused");
    }

    @Test
    void aHookThatTheHostDoesNotRunIsToldAndAskedOfTheAgent() throws Exception {
        refusals = List.of(noHooks());
        serve("old.jar", declared());
        Files.writeString(
                folder.resolve("deployctl.yml"), "hooks: {before-start: ./migrate}\n", StandardOpenOption.APPEND);

        for (String verb : List.of("plan", "push --dry-run")) {
            Run run = run(verb.split(" "));

            assertThat(run.status()).as(verb).isEqualTo(1);
            assertThat(run.out())
                    .contains("would be refused: this host's agent runs no hooks (hooks.before-start)\n")
                    .contains("  try: whoever administers the host has set DEPLOYCTL_HOOKS=off");
        }
        assertThat(requireNonNull(agent).requests())
                .filteredOn(Request.Examine.class::isInstance)
                .hasSize(2)
                .allSatisfy(request -> assertThat(((Request.Examine) request)
                                .declaration()
                                .startUp()
                                .beforeStart())
                        .isNotNull());
    }

    @Test
    void whatAHostWouldRefuseDoesNotMatterWhereNothingWouldBeDone() throws Exception {
        refusals = List.of(noHooks());
        serve("shop.jar", declared());

        Run run = run("plan", "--detailed-exitcode");

        assertThat(run.status()).isZero();
        assertThat(run.out()).endsWith(": already live\n\nNothing to do.\n");
    }

    private static Failure noHooks() {
        return Failure.of(
                        FailureCode.NOT_DEPLOYED,
                        "nothing was started: this host's agent runs no hooks (hooks.before-start)")
                .hint("whoever administers the host has set DEPLOYCTL_HOOKS=off or DEPLOYCTL_RUN=off there");
    }

    @Test
    void theFirstPushSendsEverythingAndADryRunOfAPushSaysTheSame() throws Exception {
        serve(null, declared());

        Run run = run("push", "--dry-run");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains(" is the first release\n").contains("kB at most; Java 17");
        assertThat(run.out()).isEqualTo(run("plan").out());
        assertThat(document(run("push", "-n", "--json")).get("command").getAsString())
                .isEqualTo("push");
        assertThat(requireNonNull(agent).leases()).isEmpty();
    }

    @Test
    void aHostThatIsDownLeavesThePlanOfTheOthers() throws Exception {
        serve("old.jar", declared());
        String yml = Files.readString(folder.resolve("deployctl.yml"), StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("deployctl.yml"), yml.replace("hosts: [", "hosts: [\"127.0.0.1:1\", "));

        Run run = run("plan", "--detailed-exitcode");

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.out()).contains(", one after the other", "~ spring-core  6.2.0 -> 6.2.1");
        assertThat(run.err()).contains("127.0.0.1:1", "nothing listens on port 1");
        JsonObject document = document(run("plan", "--json"));
        assertThat(document.get("exitCode").getAsInt()).isEqualTo(4);
        assertThat(document.getAsJsonArray("hosts")
                        .get(0)
                        .getAsJsonObject()
                        .get("outcome")
                        .getAsString())
                .isEqualTo("failed");
    }

    @Test
    void anAgentThatDoesNotKnowTheQuestionIsToBeUpgraded() throws Exception {
        agent = FakeAgent.start(
                folder.resolve("agent.sock"),
                new Hello.AgentHello(1, 1, "0.0.9", new AppName("shop")),
                (request, with) -> with.reply(
                        request instanceof Request.Status
                                ? status(null)
                                : new Reply.Failed(Failure.of(
                                        FailureCode.USAGE, "nothing was done: unknown message \"examine\""))));

        Run run = run("plan");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("Try: the agent there may be too old to be asked this: deployctl agent upgrade");
    }
}
