package io.github.deployctl.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.config.DeployFile;
import io.github.deployctl.cli.config.DeployFileReader;
import io.github.deployctl.cli.config.Finding;
import io.github.deployctl.cli.doctor.HostSight.Answers;
import io.github.deployctl.cli.fixture.CannedAgents;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.Approach;
import io.github.deployctl.cli.remote.Approach.Stage;
import io.github.deployctl.cli.remote.LoginConnector;
import io.github.deployctl.cli.remote.Scout;
import io.github.deployctl.cli.remote.ssh.KeySurvey;
import io.github.deployctl.cli.terminal.ProgressView;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.GenerationStatus;
import io.github.deployctl.common.protocol.HostFacts;
import io.github.deployctl.common.protocol.KernelSettings;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.ReleaseId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DoctorTest {
    private static final HostAddress WEB1 = HostAddress.parse("deploy@web1");
    private static final AppName SHOP = new AppName("shop");
    private static final ReleaseId RELEASE = new ReleaseId("1.4.2-bbbbbbbb");
    private static final KernelSettings KERNEL = new KernelSettings(4096, 1, 0, 65_536, 20);
    private static final Approach ARRIVED =
            new Approach(Stage.ARRIVED, new Approach.Sight("SSH-2.0-x", "ssh-ed25519 SHA256:x", "deploy"), null, null);

    private static Expectation expected(int port, long artifact) {
        Declaration declaration = Declaration.of(SHOP, Map.of("http", new ListenAddress("*", port)));
        return new Expectation(declaration, "/run/deployctl/shop/agent.sock", artifact, "1.0.0");
    }

    /** A host with figures that a test changes one of. */
    private record Figures(
            long memory, long disk, int somaxconn, @Nullable KernelSettings kernel) {
        static final Figures GOOD = new Figures(8_000_000_000L, 20_000_000_000L, 4096, KERNEL);

        HostFacts facts(List<HostFacts.Port> ports) {
            return new HostFacts(
                    Instant.EPOCH,
                    "/usr/bin/java",
                    17,
                    memory,
                    67_000_000,
                    disk,
                    33_000_000,
                    60_000,
                    4096,
                    somaxconn,
                    32768,
                    60999,
                    ports,
                    kernel);
        }
    }

    private static Reply.StatusReport status(GenerationStatus... generations) {
        return new Reply.StatusReport(
                SHOP,
                "1.0.0",
                "running",
                generations.length == 0 ? null : RELEASE,
                null,
                Map.of(),
                List.of(generations),
                List.of());
    }

    private static GenerationStatus generation(String role, long rss) {
        return new GenerationStatus(7, RELEASE, role, 4711, Instant.EPOCH, 0, rss);
    }

    private static HostSight answering(HostFacts facts, Reply.StatusReport status, Failure... refusals) {
        Reply.Examined examined = new Reply.Examined(facts, null, false, List.of(), List.of(refusals));
        Answers answers = new Answers(status, examined, null, false, Duration.ZERO, Duration.ofMillis(2));
        return new HostSight(WEB1, ARRIVED, Duration.ofMillis(20), answers, null, null);
    }

    private static Diagnosis only(HostSight sight, Expectation expected, String check) {
        return only(HostDiagnoses.of(sight, expected), check);
    }

    private static Diagnosis only(List<Diagnosis> all, String check) {
        List<Diagnosis> found =
                all.stream().filter(each -> each.check().equals(check)).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static Diagnosis of(Figures figures, String check) {
        HostSight sight = answering(figures.facts(List.of()), status(generation("live", 600_000_000)));
        return only(sight, expected(8080, 64_000_000), check);
    }

    private static HostSight silent(@Nullable UnitSight unit) {
        Failure failure = Failure.of(FailureCode.UNREACHABLE, "no way to the socket");
        Approach approach = new Approach(Stage.WAY, new Approach.Sight("SSH-2.0-x", "k", "deploy"), failure, null);
        return new HostSight(WEB1, approach, Duration.ofMillis(20), null, null, unit);
    }

    private static Diagnosis unit(String... lines) {
        return only(silent(UnitSight.of(List.of(lines))), expected(8080, 0), "unit");
    }

    @Test
    void aHostWithGoodFiguresHasNothingButOks() {
        HostSight sight = answering(Figures.GOOD.facts(List.of()), status(generation("live", 600_000_000)));

        assertThat(HostDiagnoses.of(sight, expected(8080, 64_000_000)))
                .extracting(Diagnosis::level)
                .containsOnly(Level.OK);
    }

    /** Whatever stage it ends at: one failure, before it oks, after it nothing that claims to have been looked at. */
    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"ARRIVED"},
            mode = EnumSource.Mode.EXCLUDE)
    void whatWasNotComeToIsNeverOk(Stage stage) {
        Failure failure = Failure.of(FailureCode.UNREACHABLE, "not reached");
        Approach approach = new Approach(stage, Approach.Sight.NOTHING, failure, null);
        HostSight sight = new HostSight(WEB1, approach, Duration.ZERO, null, null, null);

        List<Level> levels = HostDiagnoses.of(sight, expected(8080, 0)).stream()
                .map(Diagnosis::level)
                .toList();

        assertThat(levels).containsOnlyOnce(Level.FAIL);
        assertThat(levels.subList(levels.indexOf(Level.FAIL) + 1, levels.size()))
                .containsOnly(Level.SKIP);
        assertThat(levels.subList(0, levels.indexOf(Level.FAIL)))
                .allMatch(level -> level == (stage == Stage.KEYS ? Level.SKIP : Level.OK));
    }

    @Test
    void anAgentThatDoesNotTellLeavesTheHostUnjudged() {
        Answers answers = new Answers(
                status(), null, Failure.of(FailureCode.USAGE, "unknown request"), true, Duration.ZERO, Duration.ZERO);
        HostSight sight = new HostSight(WEB1, ARRIVED, Duration.ZERO, answers, null, null);

        List<Diagnosis> all = HostDiagnoses.of(sight, expected(8080, 0));

        assertThat(only(all, "memory")).satisfies(memory -> {
            assertThat(memory.level()).isEqualTo(Level.SKIP);
            assertThat(memory.found()).isEqualTo("the agent does not tell: unknown request");
            assertThat(memory.fix()).isEqualTo("deployctl agent upgrade web1");
        });
        assertThat(only(all, "way").found()).startsWith("a command on the host");
    }

    @Test
    void memoryIsMeasuredByTheProcessThatServes() {
        assertThat(of(new Figures(700_000_000, 20_000_000_000L, 4096, KERNEL), "memory")
                        .level())
                .isEqualTo(Level.WARN);
        assertThat(of(new Figures(600_000_000, 20_000_000_000L, 4096, KERNEL), "memory"))
                .satisfies(memory -> {
                    assertThat(memory.code()).isEqualTo(FailureCode.NOT_DEPLOYED);
                    assertThat(memory.fix()).contains("-Xmx");
                });
        assertThat(of(new Figures(0, 20_000_000_000L, 4096, KERNEL), "memory").level())
                .isEqualTo(Level.SKIP);
    }

    @Test
    void theStandbyIsRoomForTheNextAndNothingIsSaidBeforeOneServes() {
        HostFacts facts = new Figures(300_000_000, 20_000_000_000L, 4096, KERNEL).facts(List.of());
        HostSight warm = answering(facts, status(generation("live", 600_000_000), generation("standby", 600_000_000)));

        assertThat(only(warm, expected(8080, 0), "memory").level()).isEqualTo(Level.OK);
        assertThat(only(answering(facts, status()), expected(8080, 0), "memory").level())
                .isEqualTo(Level.SKIP);
    }

    @Test
    void aDiskThatIsTooSmallForTheArtifactIsAFailure() {
        assertThat(of(new Figures(8_000_000_000L, 90_000_000, 4096, KERNEL), "disk"))
                .satisfies(disk -> {
                    assertThat(disk.level()).isEqualTo(Level.FAIL);
                    assertThat(disk.fix()).isEqualTo("deployctl prune web1");
                });
        assertThat(of(new Figures(8_000_000_000L, 200_000_000, 4096, KERNEL), "disk")
                        .level())
                .isEqualTo(Level.WARN);
    }

    @Test
    void aBacklogThatTheKernelCutsIsToldWithTheCommandThatRaisesIt() {
        Diagnosis backlog = of(new Figures(8_000_000_000L, 20_000_000_000L, 128, KERNEL), "backlog");

        assertThat(backlog.level()).isEqualTo(Level.WARN);
        assertThat(backlog.fix())
                .isEqualTo("ssh root@web1 \"echo 'net.core.somaxconn = 4096' >> /etc/sysctl.d/60-deployctl.conf;"
                        + " sysctl --system\"");
    }

    private static Diagnosis kernel(@Nullable KernelSettings kernel, String check) {
        return of(new Figures(8_000_000_000L, 20_000_000_000L, 4096, kernel), check);
    }

    @Test
    void eachSettingOfTheKernelIsJudgedByItself() {
        assertThat(kernel(new KernelSettings(128, 0, 0, 65_536, 20), "backlog").level())
                .isEqualTo(Level.WARN);
        assertThat(kernel(new KernelSettings(128, 1, 0, 65_536, 20), "backlog").level())
                .isEqualTo(Level.OK);
        assertThat(kernel(new KernelSettings(-1, 1, 0, 65_536, 20), "backlog").level())
                .isEqualTo(Level.SKIP);
        assertThat(kernel(new KernelSettings(4096, 1, 1, 65_536, 20), "overflow")
                        .level())
                .isEqualTo(Level.WARN);
        assertThat(kernel(new KernelSettings(4096, 1, -1, 65_536, 20), "overflow")
                        .level())
                .isEqualTo(Level.SKIP);
        assertThat(kernel(new KernelSettings(4096, 1, 0, 1024, 20), "files").level())
                .isEqualTo(Level.WARN);
        assertThat(kernel(new KernelSettings(4096, 1, 0, 65_536, 0), "priority").level())
                .isEqualTo(Level.WARN);
    }

    @Test
    void anAgentThatDoesNotKnowOfTheKernelIsToBeUpgraded() {
        for (String check : List.of("overflow", "files", "priority")) {
            assertThat(kernel(null, check)).satisfies(found -> {
                assertThat(found.level()).isEqualTo(Level.SKIP);
                assertThat(found.fix()).isEqualTo("deployctl agent upgrade web1");
            });
        }
    }

    @Test
    void aPortThatSomebodyElseHoldsIsAFailureAndOneOfTheKernelsOwnAWarning() {
        HostFacts taken = Figures.GOOD.facts(List.of(new HostFacts.Port(8080, "pid 812 (nginx)", false)));

        assertThat(only(answering(taken, status()), expected(8080, 0), "ports")).satisfies(port -> {
            assertThat(port.level()).isEqualTo(Level.FAIL);
            assertThat(port.found()).isEqualTo("8080 is in use by pid 812 (nginx)");
        });
        HostSight free = answering(Figures.GOOD.facts(List.of()), status());
        assertThat(only(free, expected(40_000, 0), "ports").level()).isEqualTo(Level.WARN);
    }

    @Test
    void whateverAPushWouldBeRefusedForIsAFailureWithItsHint() {
        Failure refusal =
                Failure.of(FailureCode.NOT_DEPLOYED, "no java in /nowhere").hint("set java.home");

        Diagnosis push = only(answering(Figures.GOOD.facts(List.of()), status(), refusal), expected(8080, 0), "push");

        assertThat(push.found()).isEqualTo("no java in /nowhere");
        assertThat(push.fix()).isEqualTo("set java.home");
    }

    @Test
    void theUnitOfAnAgentThatDoesNotAnswerIsToldAsItIs() {
        assertThat(unit("Welcome!", "deployctl-doctor begins", "LoadState=not-found", "ActiveState=inactive"))
                .satisfies(unit -> {
                    assertThat(unit.level()).isEqualTo(Level.FAIL);
                    assertThat(unit.fix()).isEqualTo("deployctl setup web1");
                });
        assertThat(unit(
                        "deployctl-doctor begins",
                        "LoadState=loaded",
                        "ActiveState=failed",
                        "SubState=failed",
                        "Result=exit-code",
                        "ExecMainStatus=78",
                        "NRestarts=5"))
                .satisfies(unit -> {
                    assertThat(unit.found())
                            .isEqualTo("deployctl-agent@shop.service is failed (failed), result exit-code, last exit"
                                    + " status 78, restarted 5 times");
                    assertThat(unit.fix()).contains("journalctl");
                });
        assertThat(unit(
                        "deployctl-doctor begins",
                        "LoadState=loaded",
                        "ActiveState=inactive",
                        "SubState=dead",
                        "Result=success"))
                .satisfies(unit -> assertThat(unit.fix()).contains("systemctl enable --now"));
        assertThat(unit("deployctl-doctor begins", "LoadState=loaded", "ActiveState=active", "SubState=running")
                        .level())
                .isEqualTo(Level.WARN);
    }

    @Test
    void aUnitThatCouldNotBeAskedAboutIsNoFailureAndNotOk() {
        assertThat(unit("{\"type\":\"agent-hello\"}").found()).contains("this key may talk to the agent");
        assertThat(unit("deployctl-doctor begins", "sh: systemctl: not found", "Missing=systemd")
                        .level())
                .isEqualTo(Level.SKIP);
        assertThat(only(silent(UnitSight.without(UnitSight.Kind.LOST)), expected(8080, 0), "unit")
                        .level())
                .isEqualTo(Level.SKIP);
    }

    @Test
    void theOlderSideIsTheOneToUpgrade() {
        HostSight sight = answering(Figures.GOOD.facts(List.of()), status());

        assertThat(AgentVersion.compare(sight, "0.9.9", "0.10.0").fix()).contains("agent upgrade web1");
        assertThat(AgentVersion.compare(sight, "1.10.0", "1.9.0").fix()).isEqualTo("install deployctl 1.10.0 here");
        assertThat(AgentVersion.compare(sight, "1.9.0", "1.9.0").level()).isEqualTo(Level.OK);
    }

    private static LocalSight here(LocalSight.Configuration configuration, KeySurvey.Found... keys) {
        Map<String, Optional<Path>> programs = new LinkedHashMap<>();
        programs.put("ssh", Optional.of(Path.of("/usr/bin/ssh")));
        programs.put("ssh-keygen", Optional.empty());
        return new LocalSight("17.0.1", programs, Arrays.asList(keys), configuration, LocalSight.Jar.UNKNOWN);
    }

    private static LocalSight.Configuration good() throws FailureException {
        DeployFile read = DeployFileReader.check("""
                app: shop
                artifact: shop.jar
                listeners: {http: 8080}
                """, Path.of("/a/deployctl.yml"), "deployctl.yml");
        return new LocalSight.Configuration(Path.of("/a/deployctl.yml"), "deployctl.yml", read, List.of(), null);
    }

    private static KeySurvey.Found keys(KeySurvey.Agent agent, KeySurvey.Key... keys) {
        return new KeySurvey.Found(List.of(keys), agent);
    }

    @Test
    void aKeyThatOthersMayReadIsToldWithTheCommandThatClosesIt() throws Exception {
        String problem = "can be read by others and is not used therefore; close it: chmod 600 /a key";
        KeySurvey.Agent none = new KeySurvey.Agent(null, 0, null);

        CheckUp passedOver = CheckUp.of(here(
                good(),
                keys(none, new KeySurvey.Key("/a key", false, problem), new KeySurvey.Key("/other", false, null))));
        CheckUp named = CheckUp.of(here(good(), keys(none, new KeySurvey.Key("/a key", true, problem))));

        assertThat(passedOver.here())
                .filteredOn(each -> each.check().equals("keys"))
                .extracting(Diagnosis::level)
                .containsExactly(Level.WARN, Level.OK);
        assertThat(passedOver.here()).extracting(Diagnosis::fix).contains("chmod 600 /a key");
        assertThat(passedOver.exitStatus()).isZero();
        assertThat(named.exitStatus()).isEqualTo(7);
    }

    @Test
    void whereThereIsNoKeyAtAllOneIsToBeMadeUnlessTheAgentHolds() throws Exception {
        assertThat(CheckUp.of(here(good(), keys(new KeySurvey.Agent(Path.of("/s"), 2, null))))
                        .exitStatus())
                .isZero();
        assertThat(CheckUp.of(here(good(), keys(new KeySurvey.Agent(null, 0, null))))
                        .here())
                .extracting(Diagnosis::found)
                .contains("there is no key to log in with");
    }

    @Test
    void ofSeveralFaultsInTheFileTheFirstIsToldAndTheOthersAreCounted() {
        LocalSight.Configuration wrong = new LocalSight.Configuration(
                Path.of("/a/other.yml"),
                "other.yml",
                null,
                List.of(new Finding(3, 1, "unknown key \"listenrs\""), new Finding(5, 2, "no")),
                null);

        Diagnosis config = only(CheckUp.of(here(wrong)).here(), "config");

        assertThat(config.found()).isEqualTo("other.yml:3:1: unknown key \"listenrs\"; and 1 more");
        assertThat(config.fix()).isEqualTo("deployctl config validate --config other.yml");
        assertThat(config.code()).isEqualTo(FailureCode.CONFIG_INVALID);
    }

    @Test
    void theExitStatusIsThatOfTheFirstFailureAndWarningsHaveNone() throws Exception {
        assertThat(CheckUp.of(here(good())).exitStatus()).isZero();
        assertThat(CheckUp.of(here(good())).count(Level.WARN)).isEqualTo(2);
        HostSight down = new HostSight(
                WEB1,
                new Approach(
                        Stage.LOGIN, Approach.Sight.NOTHING, Failure.of(FailureCode.AUTH_REFUSED, "refused"), null),
                Duration.ZERO,
                null,
                null,
                null);
        CheckUp all = new CheckUp(
                CheckUp.of(here(good())).here(),
                List.of(
                        new CheckUp.OnHost(WEB1, HostDiagnoses.of(down, expected(8080, 0))),
                        new CheckUp.OnHost(WEB1, HostDiagnoses.of(silent(null), expected(8080, 0)))));

        assertThat(all.exitStatus()).isEqualTo(7);
        assertThat(DoctorDocument.of(all).outcome()).isEqualTo("failed");
    }

    /** Each waits for the other before it goes on. */
    @Test
    void hostsAreLookedAtAtTheSameTimeAndToldInTheirOrder() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        Scout scout = (host, place) -> {
            both.countDown();
            try {
                boolean met = both.await(20, TimeUnit.SECONDS);
                Failure failure = Failure.of(FailureCode.UNREACHABLE, met ? "met" : "alone");
                return new Approach(Stage.CONNECTION, Approach.Sight.NOTHING, failure, null);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        LoginConnector nobody = host -> {
            throw new IllegalStateException("nothing was reached that could be asked");
        };
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        HostLook look = new HostLook(
                new HostLook.Ways(scout, nobody, log::add),
                new CannedAgents().agents(),
                expected(8080, 0),
                InstantSource.fixed(Instant.EPOCH));
        List<HostAddress> hosts = List.of(WEB1, HostAddress.parse("web2"));

        CheckUp all = CheckUp.of(here(good())).with(hosts, look, ProgressView.NONE);

        assertThat(all.hosts()).extracting(CheckUp.OnHost::host).isEqualTo(hosts);
        assertThat(all.hosts())
                .allSatisfy(host ->
                        assertThat(only(host.findings(), "connection").found()).isEqualTo("met"));
        assertThat(log).contains("web1: check connection: fail: met; so: nothing can be deployed there");
        assertThat(log)
                .hasSize(all.hosts().stream()
                        .mapToInt(host -> host.findings().size())
                        .sum());
    }

    @Test
    void whatAHostSaysSteersNoTerminal() {
        HostFacts facts = Figures.GOOD.facts(List.of(new HostFacts.Port(8080, "pid 1 (\u001b[2J)", false)));
        CheckUp all = new CheckUp(
                List.of(),
                List.of(new CheckUp.OnHost(WEB1, HostDiagnoses.of(answering(facts, status()), expected(8080, 0)))));

        assertThat(String.join("", DoctorText.of(all, (level, word) -> word)))
                .contains("\\x1b[2J")
                .doesNotContain("\u001b");
    }
}
