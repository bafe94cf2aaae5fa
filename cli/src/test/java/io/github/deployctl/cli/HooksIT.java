package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.Host;
import io.github.deployctl.cli.fixture.Jars;
import io.github.deployctl.cli.fixture.Scripts;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.cli.fixture.Session.Run;
import io.github.deployctl.cli.hook.HookVariable;
import io.github.deployctl.cli.hook.HookVariable.Listener;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Hello;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.AppName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is run on the client's side around a push. */
final class HooksIT {
    private static final String TELLS =
            "echo $DEPLOYCTL_APP $DEPLOYCTL_HOSTS $DEPLOYCTL_EXIT_CODE [$DEPLOYCTL_CHANGED_HOSTS] [$DEPLOYCTL_FAILED_HOSTS] $DEPLOYCTL_FAILURE";

    @TempDir
    Path folder;

    private Host host;
    private FakeAgent agent;
    private @Nullable Failure failure;

    @BeforeEach
    void startHostAndAgent() throws Exception {
        host = Host.start(folder);
        Jars.executable(folder.resolve("shop.jar"), "1.4.2", 10_000);
        agent = FakeAgent.ofShop(folder, (request, with) -> {
            if (request instanceof Request.Deploy deploy) {
                with.reply(failure == null ? Scripts.deployed(deploy.release(), true) : new Reply.Failed(failure));
            } else {
                with.reply(new Reply.ArtifactPresent());
            }
        });
    }

    @AfterEach
    void stopThem() throws Exception {
        agent.close();
        host.close();
    }

    private Run push(String hooks, String... more) throws Exception {
        Files.writeString(
                folder.resolve("deployctl.yml"),
                """
                app: shop
                artifact: shop.jar
                listeners: {http: 8080}
                hosts: ["%s"]
                socket: %s
                hooks:
                """.formatted(host.address(), folder.resolve("agent.sock")) + hooks.indent(2));
        List<String> all = new ArrayList<>(List.of("push", "-i", "key", "--known-hosts", "known_hosts"));
        all.addAll(List.of(more));
        return new Session(folder).run(all.toArray(String[]::new));
    }

    @Test
    void anAgentThatIsTooOldForTheHostsHookIsNotPushedTo() throws Exception {
        String hooks = "before-push: touch began\nbefore-start: ./migrate";

        for (String[] more : new String[][] {{}, {"--dry-run"}}) {
            Run refused = push(hooks, more);

            assertThat(refused.status()).as(refused.err()).isEqualTo(1);
            assertThat(refused.out() + refused.err())
                    .contains(
                            "the agent 0.1.0 on " + host.address()
                                    + " does not know hooks.before-start, and would start the release without it",
                            "nothing was changed on " + host.address(),
                            "deployctl agent upgrade " + host.address());
        }
        assertThat(agent.requests()).isEmpty();
        assertThat(folder.resolve("began")).doesNotExist();

        agent.close();
        agent = FakeAgent.start(
                folder.resolve("agent.sock"),
                new Hello.AgentHello(1, 1, "0.2.0", new AppName("shop"), null, Hello.FEATURES),
                Scripts.deploying());
        Run run = push(hooks);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(agent.requests()).anyMatch(Request.Deploy.class::isInstance);
        assertThat(folder.resolve("began")).exists();
    }

    /** The variables that {@code deployctl help hooks} names are the ones that there are. */
    @Test
    void eachIsToldWhatTheHelpSays() throws Exception {
        String tells = "env | grep -o '^DEPLOYCTL_[A-Z_]*' | sort >";
        Run run = push("before-push: " + tells + "before\nafter-push: " + tells + "after");
        assertThat(run.status()).as(run.err()).isZero();
        failure = Failure.of(FailureCode.NOT_DEPLOYED, "not ready");
        assertThat(push("on-failure: " + tells + "failed").status()).isEqualTo(1);

        List<String> first = told(Listener.EVERYBODY, Listener.HOOK);
        List<String> afterwards = told(Listener.EVERYBODY, Listener.HOOK, Listener.HOOK_AFTERWARDS);
        assertThat(folder.resolve("before")).hasContent(String.join("\n", first));
        assertThat(folder.resolve("after")).hasContent(String.join("\n", afterwards));
        assertThat(folder.resolve("failed")).hasContent(String.join("\n", afterwards));
    }

    private static List<String> told(Listener... listeners) {
        // And what this very process was told.
        Stream<String> own = System.getenv().keySet().stream().filter(name -> name.matches("DEPLOYCTL_[A-Z_]*"));
        Stream<String> more = Stream.of(listeners)
                .flatMap(listener -> HookVariable.of(listener).stream())
                .map(HookVariable::variable);
        return Stream.concat(own, more).sorted().toList();
    }

    @Test
    void thePushGoesOnAfterAGoodOneAndTheLastIsToldWhatHappened() throws Exception {
        Run run = push("before-push: echo before $DEPLOYCTL_RELEASE; test -f $DEPLOYCTL_ARTIFACT\nafter-push: " + TELLS
                + "\non-failure: echo never");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err())
                .containsPattern("before-push  before 1\\.4\\.2-[0-9a-f]{8}\n")
                .contains("after-push  shop " + host.address() + " 0 [" + host.address() + "] []\n")
                .doesNotContain("never");
        assertThat(run.out()).doesNotContain("before", "after");
    }

    @Test
    void aFailureBeforeThePushIsThePushsAndNothingIsChangedAnywhere() throws Exception {
        Run run = push("before-push: echo no database; exit 3\non-failure: " + TELLS + "\nafter-push: echo never");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .contains("deployctl: before-push exited with status 3", "  |   no database")
                .contains("nothing was changed on any host")
                .contains("on-failure  shop " + host.address() + " 1 [] [" + host.address()
                        + "] before-push exited with status 3\n")
                .doesNotContain("never");
        assertThat(agent.leases()).as("it had the lock").hasSize(1);
        assertThat(agent.requests()).isEmpty();
    }

    @Test
    void nothingIsRunBeforeAPushThatDoesNotGetTheLock() throws Exception {
        agent.lock(Failure.of(FailureCode.LOCKED, "locked by bob"));
        Run run = push("before-push: echo never\non-failure: " + TELLS);

        assertThat(run.status()).isEqualTo(5);
        assertThat(run.err()).doesNotContain("never").contains("on-failure  shop " + host.address() + " 5 [] [");
    }

    @Test
    void aPushThatFailsKeepsItsExitCodeWhateverTheHookSays() throws Exception {
        failure = Failure.of(FailureCode.REVERTED, "it died");
        Run run = push("on-failure: " + TELLS + "; exit 4\nafter-push: echo never");

        assertThat(run.status()).isEqualTo(9);
        assertThat(run.err())
                .contains("on-failure  shop " + host.address() + " 9 [] [" + host.address() + "] it died\n")
                .contains("deployctl: on-failure exited with status 4")
                .doesNotContain("never");
    }

    @Test
    void aHostThatFailedAndKeepsTheNewReleaseIsToldAsChanged() throws Exception {
        failure = Failure.of(FailureCode.MIXED, "not taken back");
        Run run = push("on-failure: " + TELLS);

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err())
                .contains("on-failure  shop " + host.address() + " 3 [" + host.address() + "] [" + host.address()
                        + "] not taken back\n")
                .doesNotContain("ended halfway");
    }

    @Test
    void aFailureAfterAGoodPushHasAnExitCodeOfItsOwnInTheDocumentToo() throws Exception {
        Run run = push("after-push: echo cannot; exit 7");
        assertThat(run.status()).isEqualTo(10);
        assertThat(run.out()).contains("1.4.1-aaaaaaaa -> 1.4.2-", "Undo: ");
        assertThat(run.err())
                .contains("deployctl: after-push exited with status 7", "  |   cannot")
                .contains("every host serves 1.4.2-");

        Run json = push("after-push: echo cannot; exit 7", "--json");
        JsonObject document = JsonParser.parseString(json.out()).getAsJsonObject();
        assertThat(document.get("outcome").getAsString()).isEqualTo("deployed");
        assertThat(document.get("exitCode").getAsInt()).isEqualTo(json.status()).isEqualTo(10);
        assertThat(document.getAsJsonObject("hook").get("message").getAsString())
                .isEqualTo("after-push exited with status 7");
        assertThat(json.err()).isEmpty();
    }

    @Test
    void oneThatDoesNotEndIsEndedAtItsDeadline() throws Exception {
        Run run = push("before-push: {command: sleep 600, timeout: 200ms}");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("before-push did not end in 200ms (deadline before-push.timeout)");
    }
}
