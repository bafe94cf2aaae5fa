package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.Host;
import io.github.deployctl.cli.fixture.Jars;
import io.github.deployctl.cli.fixture.Project;
import io.github.deployctl.cli.fixture.Scripts;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.cli.fixture.Session.Run;
import io.github.deployctl.cli.fixture.Stranger;
import io.github.deployctl.common.failure.Evidence;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Caller;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Hello;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.protocol.Standing;
import io.github.deployctl.common.release.AppName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PushIT {
    @TempDir
    Path folder;

    private Host host;
    private AutoCloseable socket = () -> {};

    @BeforeEach
    void startHost() throws Exception {
        host = Host.start(folder);
        Jars.executable(folder.resolve("shop.jar"), "1.4.2", 3_000_000);
        Project.declare(folder, host);
    }

    @AfterEach
    void stopHost() throws Exception {
        socket.close();
        host.close();
    }

    private FakeAgent agent(FakeAgent.Script script) throws Exception {
        return agent(new Hello.AgentHello(1, 1, "0.1.0", new AppName("shop")), script);
    }

    private FakeAgent agent(Hello.AgentHello hello, FakeAgent.Script script) throws Exception {
        FakeAgent agent = FakeAgent.start(folder.resolve("agent.sock"), hello, script);
        socket = agent;
        return agent;
    }

    private void stranger(String greeting) throws Exception {
        socket = Stranger.start(folder.resolve("agent.sock"), greeting);
    }

    private Run push(String... more) {
        String[] arguments = {"push", "--identity", "key", "--known-hosts", "known_hosts"};
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return new Session(folder).run(all);
    }

    @Test
    void theWholeFileArrivesAndTheResultSaysWhatHappened() throws Exception {
        FakeAgent agent = agent(Scripts.deploying());
        Run run = push();

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(agent.uploads()).hasSize(1);
        assertThat(agent.uploads().get(0)).isEqualTo(Files.readAllBytes(folder.resolve("shop.jar")));
        String release = release(agent);
        assertThat(run.out()).isEqualTo("""
                        %1$s  1.4.1-aaaaaaaa -> %2$s  sent 3.0 MB  ready 3.9 s  drained 12/12 in 1.1 s  refused 0  longest wait 3 ms
                        Undo: deployctl rollback %1$s
                        """.formatted(host.address(), release));
        assertThat(run.err())
                .startsWith("reading " + folder.resolve("shop.jar") + "\n[" + host.address() + "] connecting\n")
                .contains("sent 3.0 MB")
                .contains("generation 8 ready after 3.9 s");
        assertThat(agent.caller()).isEqualTo(new Caller("ada", "laptop", null));
    }

    @Test
    void aReleaseThatIsLiveAlreadyIsDoneAndSaysSo() throws Exception {
        FakeAgent.Script script = (request, with) -> {
            if (request instanceof Request.Deploy deploy) {
                with.reply(Scripts.deployed(deploy.release(), false));
            } else {
                with.reply(new Reply.ArtifactPresent());
            }
        };
        FakeAgent agent = agent(script);
        Run run = push("--quiet");

        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo(host.address() + "  " + release(agent) + "  already live\n");
        assertThat(run.err()).isEmpty();
        assertThat(agent.uploads()).isEmpty();
    }

    @Test
    void aFailedCandidateIsToldWithItsEvidenceAndWhatServes() throws Exception {
        Failure failure = Failure.of(
                        FailureCode.NOT_DEPLOYED, "candidate 8 was not ready in 30s (deadline ready.timeout)")
                .serving("generation 7 still serves")
                .hint("deployctl status")
                .evidence(List.of(new Evidence(
                        "last lines of the log",
                        List.of("java.lang.IllegalStateException: no database", "\tat shop.Main.main"))));
        FakeAgent agent = agent(Scripts.failing(failure));
        Run run = push("-q");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("""
                        deployctl: %s: candidate 8 was not ready in 30s (deadline ready.timeout)
                          | last lines of the log:
                          |   java.lang.IllegalStateException: no database
                          |       at shop.Main.main
                        generation 7 still serves
                        Try: deployctl status
                        """.formatted(host.address()));
        assertThat(agent.requests()).hasSize(2);
    }

    @Test
    void aReportIsWhatAStepLeaves() throws Exception {
        FakeAgent agent = agent(Scripts.deploying());
        Run run = push("--quiet", "--app", "shop", "--report", "report.json");
        assertThat(run.status()).as(run.err()).isZero();

        Run step = step("--exit-code=0");
        assertThat(step.status()).as(step.err()).isZero();
        assertThat(step.out()).isEqualTo("::notice title=deployctl push::deployed " + release(agent) + "\n");
        assertThat(folder.resolve("outputs"))
                .content()
                .containsPattern("outcome<<(\\S+)\ndeployed\n\\1\n")
                .containsPattern("failed-hosts<<(\\S+)\n\n\\1\n");
        assertThat(folder.resolve("summary")).content().contains("| deployed | 1.4.1-aaaaaaaa | " + release(agent));
    }

    @Test
    void aReportOfWhatDidNotComeToAnyHostIsAFailureWhateverTheExitCodeWas() throws Exception {
        Run other = push("--app", "ship", "--report", "report.json");
        assertThat(other.status()).isEqualTo(6);
        assertThat(other.err()).contains("deployctl.yml is about shop, not about \"ship\"", "nothing was changed");

        Run step = step("--exit-code=0");
        assertThat(step.status()).isOne();
        assertThat(step.out()).startsWith("::error title=deployctl push%3A exit code 1::");
        assertThat(step("--exit-code=6").status()).isEqualTo(6);
        assertThat(folder.resolve("summary")).content().contains("failed (exit code 6)");
    }

    private Run step(String exitCode) {
        return new Session(folder)
                .with("GITHUB_OUTPUT", "outputs")
                .with("GITHUB_STEP_SUMMARY", "summary")
                .run("report", exitCode, "report.json");
    }

    @Test
    void aReleaseThatIsTakenBackDuringTheDrainIsExitNine() throws Exception {
        Failure failure = Failure.of(FailureCode.REVERTED, "release 1.4.2-bbbbbbbb (generation 8) was taken back")
                .serving("generation 7 (1.4.1-aaaaaaaa) serves again")
                .evidence(List.of(new Evidence("it said", List.of("no database"))));
        FakeAgent agent = agent((request, with) -> {
            if (request instanceof Request.Deploy) {
                with.say(new Event.Live(8, 4), new Event.OnProbation(8, Scripts.OLD, 60_000, null));
                with.reply(new Reply.Failed(failure));
            } else {
                with.reply(new Reply.ArtifactPresent());
            }
        });
        Run run = push("-q", "--force");

        assertThat(run.status()).isEqualTo(9);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("was taken back", "  |   no database", "serves again");
        assertThat(agent.requests())
                .last()
                .isInstanceOfSatisfying(
                        Request.Deploy.class,
                        deploy -> assertThat(deploy.force()).isTrue());
    }

    @Test
    void aReleaseThatFailsItsVerifyIsRolledBackByNameAndNotConfirmed() throws Exception {
        Files.writeString(
                folder.resolve("deployctl.yml"),
                "confirm: 30s\nverify: echo $DEPLOYCTL_APP was $DEPLOYCTL_PREVIOUS; exit 3\n",
                StandardOpenOption.APPEND);
        CountDownLatch rolledBack = new CountDownLatch(1);
        FakeAgent agent = agent((request, with) -> {
            if (request instanceof Request.Status) {
                with.reply(new Reply.StatusReport(
                        new AppName("shop"), "0.1.0", "running", Scripts.OLD, null, Map.of(), List.of(), List.of()));
            } else if (request instanceof Request.Deploy deploy) {
                with.say(new Event.Launched(8, deploy.release(), 4711), new Event.Live(8, 4));
                with.say(new Event.OnProbation(8, Scripts.OLD, 60_000, 30_000L));
                await(rolledBack);
                with.reply(new Reply.Failed(Failure.of(FailureCode.REVERTED, "taken back")));
            } else if (request instanceof Request.RollBack) {
                with.reply(Scripts.deployed(Scripts.OLD, true));
                rolledBack.countDown();
            } else {
                with.reply(new Reply.ArtifactPresent());
            }
        });
        Run run = push("-q");

        assertThat(run.status()).isEqualTo(9);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("verify exited with status 3", "  |   shop was 1.4.1-aaaaaaaa");
        assertThat(agent.requests())
                .last()
                .isEqualTo(new Request.RollBack(null, 0, 8L, "verify exited with status 3", false));
    }

    @Test
    void aPushConfirmsWhileTheAgentStillDrains() throws Exception {
        Files.writeString(folder.resolve("deployctl.yml"), "confirm: 30s\n", StandardOpenOption.APPEND);
        CountDownLatch confirmed = new CountDownLatch(1);
        FakeAgent agent = agent((request, with) -> {
            if (request instanceof Request.Deploy deploy) {
                with.say(new Event.Live(8, 4), new Event.OnProbation(8, Scripts.OLD, 60_000, 30_000L));
                await(confirmed);
                with.reply(Scripts.deployed(deploy.release(), true));
            } else if (request instanceof Request.Confirm) {
                with.reply(new Reply.Confirmed(Scripts.OLD, 8, true));
                confirmed.countDown();
            } else if (request instanceof Request.AwaitProbation) {
                with.reply(new Reply.Settled(8, true));
            } else {
                with.reply(new Reply.ArtifactPresent());
            }
        });
        Run run = push("-q", "--watch-probation");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).doesNotContain("probation", "Confirm");
        assertThat(agent.requests()).contains(new Request.Confirm(8L)).endsWith(new Request.AwaitProbation(8));
    }

    @Test
    void aPushOfWhatIsLiveAndNotConfirmedYetConfirmsIt() throws Exception {
        Files.writeString(folder.resolve("deployctl.yml"), "confirm: 30s\n", StandardOpenOption.APPEND);
        FakeAgent agent = agent((request, with) -> {
            if (request instanceof Request.Deploy deploy) {
                with.reply(Scripts.deployed(deploy.release(), false));
            } else if (request instanceof Request.Status) {
                with.reply(new Reply.StatusReport(
                        new AppName("shop"),
                        "0.1.0",
                        "running",
                        null,
                        null,
                        Map.of(),
                        List.of(),
                        List.of(),
                        new Standing(new Standing.Trial(8, Scripts.OLD, Session.NOW, Session.NOW), List.of())));
            } else if (request instanceof Request.Confirm) {
                with.reply(new Reply.Confirmed(Scripts.OLD, 8, true));
            } else {
                with.reply(new Reply.ArtifactPresent());
            }
        });
        Run run = push("-q");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(agent.requests()).last().isEqualTo(new Request.Confirm(8L));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anotherDeployUnderWayIsExitFive() throws Exception {
        Failure failure = Failure.of(FailureCode.LOCKED, "bob@ci deploys since 10:00");
        agent(Scripts.failing(failure));
        Run run = push("-q");

        assertThat(run.status()).isEqualTo(5);
        assertThat(run.err()).contains("bob@ci deploys since 10:00");
    }

    @Test
    void anArtifactThatArrivedDamagedIsExitEightAndNothingIsDeployed() throws Exception {
        FakeAgent.Script script = (request, with) -> {
            with.receive();
            with.reply(new Reply.Failed(Failure.of(FailureCode.ARTIFACT_INVALID, "its SHA-256 is another one")));
        };
        FakeAgent agent = agent(script);
        Run run = push("-q");

        assertThat(run.status()).isEqualTo(8);
        assertThat(run.err()).isEqualTo("""
                        deployctl: %1$s: its SHA-256 is another one
                        nothing was changed on %1$s
                        """.formatted(host.address()));
        assertThat(agent.requests()).hasSize(1);
    }

    @Test
    void anAgentThatRefusesInMidUploadIsHeard() throws Exception {
        FakeAgent.Script script = (request, with) -> {
            with.reply(new Reply.ArtifactWanted(0));
            with.reply(new Reply.Failed(Failure.of(FailureCode.NOT_DEPLOYED, "the disk is full")));
            with.hangUp();
        };
        agent(script);
        Run run = push("-q");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("the disk is full");
    }

    @Test
    void aConnectionCutInMidUploadIsExitFourAndNothingIsDeployed() throws Exception {
        FakeAgent agent = agent((request, with) -> with.receiveSomeAndHangUp());
        Run run = push("-q");

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err())
                .startsWith("deployctl: " + host.address() + ": lost " + host.address())
                .contains("nothing was changed on " + host.address());
        assertThat(agent.requests()).hasSize(1);
    }

    @Test
    void aConnectionCutWhileDeployingSaysWhatIsNotKnown() throws Exception {
        FakeAgent.Script script = (request, with) -> {
            if (request instanceof Request.Stage) {
                with.reply(new Reply.ArtifactPresent());
            } else {
                with.say(new Event.Launched(8, Scripts.OLD, 1));
                with.hangUp();
            }
        };
        agent(script);
        Run run = push("-q");

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err())
                .contains("what serves on " + host.address() + " is not known")
                .endsWith("Try: deployctl status " + host.address() + "\n");
    }

    @Test
    void garbageFromWhatShouldBeAnAgentIsNamed() throws Exception {
        FakeAgent.Script script = (request, with) -> with.sayRaw("SSH-2.0-OpenSSH_9.2\n");
        agent(script);
        Run run = push("-q");

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err()).contains("sent something that is no answer");
    }

    @Test
    void aSocketOfSomethingElseIsNoAgent() throws Exception {
        stranger("220 smtp ready\r\n");
        Run run = push("-q");

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err()).contains("is no deployctl agent");
    }

    @Test
    void aSocketThatSaysNothingIsGivenUpAtTheDeadline() throws Exception {
        stranger("");
        Run run = push("-q", "--connect-timeout", "3s");

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err()).contains("did not send the agent's hello within 3s (deadline connect.timeout)");
    }

    @Test
    void anAgentOfAnotherAppIsExitSix() throws Exception {
        Hello.AgentHello hello = new Hello.AgentHello(1, 1, "0.1.0", new AppName("blog"));
        FakeAgent agent = agent(hello, Scripts.deploying());
        Run run = push("-q");

        assertThat(run.status()).isEqualTo(6);
        assertThat(run.err()).contains("runs the app blog, deployctl.yml is about shop");
        assertThat(agent.requests()).isEmpty();
    }

    @Test
    void anAgentOfAnotherTimeIsExitFour() throws Exception {
        Hello.AgentHello hello = new Hello.AgentHello(3, 4, "9.0.0", new AppName("shop"));
        FakeAgent agent = agent(hello, Scripts.deploying());
        Run run = push("-q");

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err()).contains("speaks protocol 3 to 4, this deployctl 0.1.0 speaks 1");
        assertThat(agent.requests()).isEmpty();
    }

    @Test
    void noAgentOnTheHostIsExitFourAndNamesTheSocket() {
        Run run = push("-q");

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err())
                .contains("no way to the agent's socket " + folder.resolve("agent.sock"))
                .contains("nothing was changed on " + host.address());
    }

    @Test
    void aKeyThatTheHostDoesNotKnowIsExitSevenAndNamed() throws Exception {
        Host.writeKey(folder.resolve("other"), Host.generate());

        Run run = new Session(folder).run("push", "-q", "-i", "other", "--known-hosts", "known_hosts");

        assertThat(run.status()).isEqualTo(7);
        assertThat(run.err())
                .contains("refused every key for user ada (publickey; 1 key was offered: " + folder.resolve("other")
                        + ")")
                .contains("Try: add the public key to the authorized_keys of ada");
    }

    @Test
    void anUnknownHostKeyIsExitSevenAndToldInFull() throws Exception {
        Files.writeString(folder.resolve("known_hosts"), "# nobody\n");

        Run run = push("-q");

        assertThat(run.status()).isEqualTo(7);
        assertThat(run.err())
                .contains("the ssh-rsa key of " + host.address() + " is not known: shown " + host.fingerprint())
                .contains("looked for in " + folder.resolve("known_hosts"))
                .contains("Try: compare the fingerprint");
    }

    @Test
    void aChangedHostKeyIsExitSevenWithBothFingerprintsAndThePlace() throws Exception {
        PublicKey other = Host.generate().getPublic();
        Files.writeString(
                folder.resolve("known_hosts"),
                "# web\n[127.0.0.1]:" + host.port() + " " + Host.authorizedKey(other) + "\n");

        Run run = push("-q");

        assertThat(run.status()).isEqualTo(7);
        assertThat(run.err())
                .contains("shown " + host.fingerprint() + ", known " + Host.fingerprint(other))
                .contains(folder.resolve("known_hosts") + ":2")
                .contains("ssh-keygen -R '[127.0.0.1]:" + host.port() + "' -f " + folder.resolve("known_hosts"));
    }

    @Test
    void aRevokedHostKeyIsRefusedThoughAnotherLineKnowsIt() throws Exception {
        String known = host.knownHostsLine();
        Files.writeString(folder.resolve("known_hosts"), known + "@revoked " + known.replaceFirst("^\\S+", "*"));

        Run run = push("-q");

        assertThat(run.status()).isEqualTo(7);
        assertThat(run.err()).contains("which is revoked (" + folder.resolve("known_hosts") + ":2)");
    }

    @Test
    void theKeyOfThePlainHostNameIsGoodForAnotherPort() throws Exception {
        String line = host.knownHostsLine().replaceFirst("^\\S+", "127.0.0.1");
        Files.writeString(folder.resolve("known_hosts"), line);
        agent(Scripts.deploying());
        assertThat(push("-q").status()).isZero();
    }

    @Test
    void aFileThatABuildRewritesDuringTheUploadIsNotDeployed() throws Exception {
        FakeAgent.Script script = (request, with) -> {
            Files.write(folder.resolve("shop.jar"), new byte[] {1}, StandardOpenOption.APPEND);
            with.receive();
            with.reply(new Reply.ArtifactPresent());
        };
        FakeAgent agent = agent(script);
        Run run = push("-q");

        assertThat(run.status()).isEqualTo(8);
        assertThat(run.err()).contains("changed while it was being read");
        assertThat(agent.requests()).hasSize(1);
    }

    @Test
    void anUploadGoesOnFromWhereTheAgentHasIt() throws Exception {
        FakeAgent agent = agent((request, with) -> {
            if (request instanceof Request.Stage) {
                with.receive(2_000_000);
                with.reply(new Reply.ArtifactPresent());
            } else {
                Scripts.deploying().answer(request, with);
            }
        });
        Run run = push("-q");

        byte[] jar = Files.readAllBytes(folder.resolve("shop.jar"));
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(agent.uploads()).containsExactly(Arrays.copyOfRange(jar, 2_000_000, jar.length));
        assertThat(run.out()).contains("sent 1.0 MB");
    }

    @Test
    void whenTheBeginningOnTheHostIsWrongAllIsSentOnce() throws Exception {
        FakeAgent agent = agent((request, with) -> {
            if (request instanceof Request.Stage) {
                with.receive(2_000_000);
                with.receive(0);
                with.reply(new Reply.ArtifactPresent());
            } else {
                Scripts.deploying().answer(request, with);
            }
        });
        Run run = push("-q");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(agent.uploads().get(1)).isEqualTo(Files.readAllBytes(folder.resolve("shop.jar")));
    }

    @Test
    void anAgentThatWantsTheFileForEverIsLeft() throws Exception {
        FakeAgent agent = agent((request, with) -> {
            for (int i = 0; i < 10; i++) {
                with.receive();
            }
        });
        Run run = push("-q");

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err()).contains("gave an answer that does not fit the offer");
        assertThat(agent.uploads()).hasSizeLessThan(5);
    }

    @Test
    void jsonIsOneDocumentAndNothingElse() throws Exception {
        FakeAgent agent = agent(Scripts.deploying());
        Run run = push("--json");

        assertThat(run.err()).isEmpty();
        assertThat(JsonParser.parseString(run.out())).isEqualTo(JsonParser.parseString("""
                        {"schema": 1, "command": "push", "outcome": "deployed", "exitCode": 0, "hosts": [
                          {"host": "%s", "outcome": "deployed", "release": "%s", "previous": "1.4.1-aaaaaaaa",
                           "generation": 8, "fromStandby": false, "sentBytes": %d,
                           "timings": {"readyMillis": 3900, "moveMillis": 4, "drainMillis": 1100,
                                       "connections": 12, "cut": 0},
                           "proof": {"refused": 0, "longestWaitMillis": 3, "windowMillis": 1104, "looks": 500,
                                     "findings": []}}]}
                        """.formatted(
                        host.address(), release(agent), Files.size(folder.resolve("shop.jar")))));
    }

    private static String release(FakeAgent agent) {
        return agent.requests().stream()
                .filter(Request.Deploy.class::isInstance)
                .map(request -> ((Request.Deploy) request).release().value())
                .findFirst()
                .orElseThrow();
    }
}
