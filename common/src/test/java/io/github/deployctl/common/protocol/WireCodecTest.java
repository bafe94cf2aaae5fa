package io.github.deployctl.common.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.deployctl.common.config.BeforeStart;
import io.github.deployctl.common.config.Deadlines;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.config.JavaRequirement;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ProbeAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.config.Retention;
import io.github.deployctl.common.config.SafetyNet;
import io.github.deployctl.common.config.StartUp;
import io.github.deployctl.common.config.StatusRange;
import io.github.deployctl.common.config.Warmup;
import io.github.deployctl.common.failure.Evidence;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.jar.Component;
import io.github.deployctl.common.json.Json;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import io.github.deployctl.common.secret.Secret;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireCodecTest {
    private static final Checksum SHA = new Checksum("0123456789abcdef".repeat(4));
    private static final ReleaseId ID = ReleaseId.of("1.4.2", SHA);
    private static final Timings TIMINGS = new Timings(3900, 4, 1100, 12, 1);
    private static final List<Evidence> EVIDENCE =
            List.of(new Evidence("last lines", List.of("a", "\u001b[31mb")), Evidence.of("it listens nowhere"));
    private static final Failure FAILURE = new Failure(
            FailureCode.NOT_DEPLOYED, "candidate 8 was not ready", "generation 7 serves", "mend it", EVIDENCE);

    private static final Lease LEASE = new Lease(
            17,
            "ann@laptop",
            "deploy",
            "https://ci.example.com/run/1",
            Instant.EPOCH,
            Lease.Term.RELEASE,
            Instant.EPOCH.plusSeconds(60),
            "no deploys");

    static Stream<Record> messages() {
        return Stream.of(
                new Hello.AgentHello(1, 1, "0.1.0", new AppName("shop")),
                new Hello.AgentHello(1, 1, "0.1.0", new AppName("shop"), SHA, Hello.FEATURES),
                new Hello.ClientHello(1, 2, "0.1.0", new Caller("ann", "laptop", "https://ci.example.com/run/1")),
                new SetSecrets(List.of(Secret.of("DB", "a\n\"b\" \u00e4")), "0123abcd"),
                new UnsetSecrets(List.of("DB")),
                new ListSecrets(),
                new SecretsChanged(List.of("A"), List.of("B"), List.of("C")),
                new SecretsReport(List.of(
                        new SecretStatus("A", SecretStatus.DEPLOYCTL, "0123abcd", Instant.EPOCH, "ann", true),
                        new SecretStatus("B", SecretStatus.HOST, null, null, null, null))),
                new Request.Stage(SHA, 64_000_000),
                new Request.Stage(SHA, 64_000_000, true),
                new Request.Describe(SHA),
                new Request.Rebuild(SHA, 64_000_000, SHA),
                new Request.Fetch(SHA, "https://example.com/shop.jar"),
                new Request.Deploy(ID, SHA, declaration()),
                new Request.RollBack(ID),
                new Request.RollBack(null),
                new Request.RollBack(null, 2, 8L, "slow \u2014 \"very\"", true),
                new Request.Deploy(ID, SHA, declaration(), true),
                new Request.Deploy(ID, SHA, declaration(), true, "-----BEGIN SSH SIGNATURE-----"),
                new Request.Confirm(null),
                new Request.Confirm(8L),
                new Request.AwaitProbation(8),
                new Event.OnProbation(8, ID, 60_000, null),
                new Event.OnProbation(8, ID, 0, 30_000L),
                new Reply.Confirmed(ID, 8, true),
                new Reply.Settled(8, false),
                new Reply.StatusReport(
                        new AppName("shop"),
                        "0.1.0",
                        "running",
                        ID,
                        null,
                        Map.of(),
                        List.of(),
                        List.of(ID),
                        new Standing(
                                new Standing.Trial(8, ID, Instant.EPOCH, Instant.EPOCH),
                                List.of(new Standing.Bad(ID, Instant.EPOCH, "agent", "it died"))),
                        List.of(LEASE)),
                new Request.Restart(),
                new Request.Start(),
                new Request.Stop(),
                new Request.Status(),
                new Request.History(10),
                new Request.ShowHistory(12),
                new Request.Examine(declaration(), SHA, 64_000_000, 21),
                new Request.Examine(declaration(), null, 0, 0),
                new Reply.Examined(
                        new HostFacts(
                                Instant.EPOCH,
                                "/usr/bin/java",
                                21,
                                5,
                                4,
                                3,
                                2,
                                1,
                                4096,
                                128,
                                1024,
                                2048,
                                List.of(new HostFacts.Port(8080, "pid 1 (x)", true)),
                                new KernelSettings(512, 1, 0, 65_536, 20)),
                        new Installed(
                                ID, SHA, 12, declaration(), List.of(new Component("gson", "2.13.2", 4_000_000_000L))),
                        true,
                        List.of(SHA),
                        List.of(Failure.of(FailureCode.NOT_DEPLOYED, "no room"))),
                new Reply.Examined(
                        new HostFacts(Instant.EPOCH, null, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of()),
                        null,
                        false,
                        List.of(),
                        List.of()),
                new Request.Prune(3, true),
                new Request.Prune(null, false),
                new Reply.Pruned(List.of(ID), 64_000_000, List.of(), 0, true),
                new Request.Logs(8L, 100, Instant.EPOCH, 600_000L, true),
                new Request.Logs(null, 0, null, null, false),
                new Request.AgentStatus(),
                new Request.UpgradeAgent(),
                new Request.Acquire("no deploys \u2014 \"today\"", Lease.Term.RELEASE, 7_200_000L),
                new Request.Acquire(null, Lease.Term.MOVE, null),
                new Request.Join(17),
                new Request.Release(true),
                new Request.LockStatus(),
                new Maintain(
                        new Notice("AAEC", "text/html; charset=utf-8", 60, List.of("http")), "moving \u2014 \"now\""),
                new Maintain(null, null),
                new Reply.Maintained(
                        true, new Maintenance(Instant.EPOCH, "ann as deploy", "moving", 60, List.of("http"))),
                new Reply.Maintained(false, null),
                new Request.Run(List.of("java", "-jar", "{artifact}", "a b", "", "\n"), ID, 300_000L),
                new Request.Run(List.of("true"), null, null),
                new Event.Printed(true, "AAEC"),
                new Event.HookPrinted("before-start", "3 tables \u00e9"),
                new Reply.Ran(ID, 137, "was ended by SIGKILL", 1200),
                new Reply.Leased(LEASE),
                new Reply.Released(List.of(LEASE)),
                new Reply.LockReport(List.of(LEASE)),
                new Event.Launched(8, ID, 4711),
                new Event.Bound(8, 900),
                new Event.Ready(8, 3900),
                new Event.Warmed(8, 80, 100, 420),
                new Event.Live(8, 4),
                new Event.Draining(7, 12),
                new Event.Drained(7, 12, 1, 1100, 3),
                new Event.Described("AAEC"),
                new Event.Fetched(1, 2),
                new Event.Logged(8, List.of("started", "", "\u001b[31mred \u00e9\u0000"), 1_700_000_000_000L),
                new Event.Logged(8, List.of("started"), null),
                new Event.Note("memory is short \u2014 \"quoted\"\nand a second line"),
                new Reply.Failed(FAILURE),
                new Reply.LogsEnd(3),
                new Reply.ArtifactPresent(),
                new Reply.ArtifactWanted(17),
                new Reply.BasesOffered(List.of(SHA)),
                new Reply.Deployed(ID, null, 8, true, false, TIMINGS),
                new Reply.Deployed(
                        ID,
                        ID,
                        9,
                        true,
                        true,
                        TIMINGS,
                        new Proof(1L, 3L, 1200, 400, List.of("backlog was reset"), null)),
                new Reply.Stopped(ID),
                new Reply.StatusReport(
                        new AppName("shop"),
                        "0.1.0",
                        "running",
                        ID,
                        "a push by ann",
                        Map.of("http", ListenAddress.parse("[::1]:8080")),
                        List.of(new GenerationStatus(8, ID, "live", 4711, Instant.EPOCH, 3, 1 << 20)),
                        List.of(ID)),
                new Reply.AgentReport(new AppName("shop"), "0.1.0", 4711, Instant.EPOCH, "/var/lib/deployctl/shop"),
                new Reply.HistoryReport(
                        List.of(new HistoryEntry(Instant.EPOCH, "push", "ann", ID, null, TIMINGS, FAILURE)
                                .numbered(12)
                                .took(4100))));
    }

    private static Declaration declaration() {
        Map<String, ListenAddress> listeners = new LinkedHashMap<>();
        listeners.put("web", ListenAddress.parse("8080"));
        listeners.put("admin", ListenAddress.parse("127.0.0.1:9090"));
        return new Declaration(
                new AppName("shop"),
                listeners,
                new Launch(
                        "/opt/java",
                        JavaRequirement.parse(">=17"),
                        List.of("-Xmx512m", "-Da=b c"),
                        List.of("", "with \"quotes\"", "and\nnewline"),
                        "work/here",
                        Map.of("TZ", "UTC")),
                new ReadyCheck(
                        new ReadyCheck.HttpProbe("/health?x=1", "localhost", StatusRange.parse("200-299"), "admin"),
                        Duration.ofMillis(1500)),
                new Deadlines(Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ZERO),
                new Retention(7, 2_000_000_000L),
                HandOver.ADOPT,
                new StartUp(StartUp.Priority.NORMAL, false, new Warmup(100, List.of("/a", "/b?c"))),
                new SafetyNet(Duration.ofMinutes(2), Duration.ofSeconds(30), true));
    }

    @Test
    void recordedPathsComeBackAndAnOlderClientsWarmUpIsOfNamedOnes() {
        Warmup recorded = new Warmup(200, List.of(), true);
        assertThat(Json.read(Json.write(recorded), Warmup.class)).isEqualTo(recorded);
        assertThat(Json.read("{\"requests\":100,\"paths\":[\"/a\"]}", Warmup.class))
                .isEqualTo(new Warmup(100, List.of("/a")));
    }

    @Test
    void everyWayToLaunchAndToTakeOverComesBackAsItWas() throws Exception {
        for (HandOver handOver : HandOver.values()) {
            Launch launch = new Launch(
                    null, null, List.of(), List.of(), "work", Map.of(), List.of("sh", "-c", "exec {artifact}", "it's"));
            ReadyCheck ready = new ReadyCheck(
                    new ReadyCheck.HttpProbe("/", null, StatusRange.SUCCESS, null, ProbeAddress.parse("[::1]:0")),
                    Duration.ofSeconds(1));
            Declaration declaration = new Declaration(
                            new AppName("shop"),
                            Map.of("http", ListenAddress.parse("8080")),
                            launch,
                            ready,
                            Deadlines.DEFAULT)
                    .with(handOver)
                    .with(StartUp.DEFAULT.with(
                            new BeforeStart(List.of("./migrate", "{artifact}"), Duration.ofMinutes(3))));
            Request.Deploy deploy = new Request.Deploy(ID, SHA, declaration);

            assertThat(WireCodec.decodeAny(WireCodec.encode(deploy))).isEqualTo(deploy);
        }
    }

    @Test
    void declarationOfAClientThatKnewOnlyJarsIsOfAJarThatIsAdopted() throws Exception {
        String line = WireCodec.encode(new Request.Deploy(ID, SHA, declaration()))
                .replace(",\"handOver\":\"adopt\"", "")
                .replace(",\"command\":[]", "");
        assertThat(line).doesNotContain("handOver", "command");

        assertThat(WireCodec.decodeAny(line)).isEqualTo(new Request.Deploy(ID, SHA, declaration()));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void messageComesBackAsItWas(Record message) throws Exception {
        String line = WireCodec.encode(message);

        assertThat(line).doesNotContain("\n");
        assertThat(WireCodec.decodeAny(line)).isEqualTo(message);
    }

    @Test
    void whatNobodyKnowsInAMessageIsNotBuiltInMemory() throws Exception {
        String unknown = "[" + "{},".repeat(40_000) + "0]";
        String line = "{\"x\":" + unknown + ",\"type\":\"status\",\"y\":" + unknown + "}";
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        WireCodec.decodeAny("{\"type\":\"status\"}");
        long before = threads.getCurrentThreadAllocatedBytes();

        assertThat(WireCodec.decodeAny(line)).isEqualTo(new Request.Status());

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(2_000_000);
    }

    @Test
    void everyKindOfMessageIsAmongThoseThatWereTried() {
        Set<Class<?>> tried = messages().map(Object::getClass).collect(Collectors.toSet());

        Stream.of(Hello.class, Request.class, Event.class, Reply.class)
                .flatMap(WireCodec::messages)
                .forEach(kind -> assertThat(tried).contains(kind));
    }

    @Test
    void listenersKeepTheirOrder() throws Exception {
        Request.Deploy deploy = new Request.Deploy(ID, SHA, declaration());

        Request back = WireCodec.decode(WireCodec.encode(deploy), Request.class);

        assertThat(((Request.Deploy) back).declaration().listeners().keySet()).containsExactly("web", "admin");
    }

    @Test
    void unknownMembersAreIgnored() throws Exception {
        assertThat(WireCodec.decodeAny("{\"type\":\"history\",\"limit\":3,\"since\":\"2030\"}"))
                .isEqualTo(new Request.History(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "17",
                "{}",
                "not json",
                "{\"type\":\"explode\"}",
                "{\"type\":[]}",
                "{\"type\":\"history\"}",
                "{\"type\":\"history\",\"limit\":\"many\"}",
                "{\"type\":\"history\",\"limit\":3}}",
                "{\"type\":\"stage\",\"artifact\":\"../../etc/passwd\",\"size\":1}",
                "{\"type\":\"stage\",\"size\":1}",
                "{\"type\":\"roll-back\",\"to\":\"../x\"}",
                "{\"type\":\"roll-back\",\"to\":\"a/b\"}",
                "{\"type\":\"acquire\"}",
                "{\"type\":\"run\",\"argv\":[]}",
                "{\"type\":\"run\"}",
                "{\"type\":\"acquire\",\"term\":\"EVER\"}",
                "{\"type\":\"acquire\",\"term\":\"MOVE\",\"forMillis\":1}",
                "{\"type\":\"roll-back\",\"to\":\"a\\u0000b\"}",
                "{\"type\":\"deploy\",\"release\":\"1-00000000\"}",
            })
    void whatIsNoRequestIsRefusedInOneLine(String line) {
        assertThatThrownBy(() -> WireCodec.decode(line, Request.class))
                .isInstanceOf(ProtocolException.class)
                .message()
                .hasLineCount(1)
                .doesNotContain("Exception", "com.google", "io.github");
    }

    @Test
    void messageOfAnotherFamilyIsRefused() {
        assertThatThrownBy(() ->
                        WireCodec.decode("{\"type\":\"event-bound\",\"generation\":1,\"millis\":1}", Request.class))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("expected a request, got event-bound");
    }

    @Test
    void eventOfANewerAgentIsANoteAndFailsNothing() throws Exception {
        assertThat(WireCodec.decodeAny("{\"type\":\"event-warmed-up\",\"generation\":8}"))
                .isInstanceOf(Event.Note.class);
    }

    @Test
    void drainOfAnOlderAgentLeftNoIdleConnectionThatIsKnownOf() throws Exception {
        assertThat(WireCodec.decodeAny(
                        "{\"type\":\"event-drained\",\"generation\":7,\"connections\":12,\"cut\":1,\"millis\":1100}"))
                .isEqualTo(new Event.Drained(7, 12, 1, 1100));
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "{\"type\":\"history\",\"limit\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThatThrownBy(() -> WireCodec.decode(deep, Request.class)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void evidenceThatWasWrittenAsLinesIsReadAsSuch() throws ProtocolException {
        String line =
                "{\"type\":\"failed\",\"failure\":{\"code\":\"NOT_DEPLOYED\",\"message\":\"no\",\"evidence\":[\"boom\"]}}";

        Reply.Failed failed = WireCodec.decode(line, Reply.Failed.class);

        assertThat(failed.failure().evidence()).containsExactly(Evidence.of("boom"));
    }
}
