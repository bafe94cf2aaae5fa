package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.supervise.AppFixture.Waiter;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Lease.Term;
import io.github.deployctl.common.protocol.ListSecrets;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.protocol.SecretStatus;
import io.github.deployctl.common.protocol.SecretsChanged;
import io.github.deployctl.common.protocol.SecretsReport;
import io.github.deployctl.common.protocol.SetSecrets;
import io.github.deployctl.common.protocol.UnsetSecrets;
import io.github.deployctl.common.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvChangesTest {
    private static final Asker ANN = new Asker("ann@laptop", "deploy", null, null);
    private static final Asker BOB = new Asker("bob@desk", "deploy", null, null);
    private static final String PASSWORD = "tr0ub4dor&3-and-more";

    private @TempDir Path folder;
    private AppFixture app;

    @BeforeEach
    void freshHost() {
        app = new AppFixture(folder);
    }

    private static SetSecrets password(String value) {
        return new SetSecrets(List.of(Secret.of("DB_PASSWORD", value)), "00c0ffee");
    }

    private List<SecretStatus> listed() {
        return ((SecretsReport) app.secrets(new ListSecrets(), ANN).reply()).secrets();
    }

    @Test
    void valueIsThereFromTheNextStartOnAndNotBefore() {
        app.deployed("1");
        app.setClock(Duration.ofSeconds(5));

        assertThat(app.secrets(password(PASSWORD), ANN).reply())
                .isEqualTo(new SecretsChanged(List.of("DB_PASSWORD"), List.of(), List.of()));

        assertThat(listed().get(0).running()).isFalse();
        app.setClock(Duration.ofSeconds(10));
        app.deployed("2");
        assertThat(listed().get(0).running()).isTrue();
        assertThat(app.launched(1).env()).doesNotContainKey("DB_PASSWORD");
        assertThat(app.launched(2).env()).containsEntry("DB_PASSWORD", PASSWORD);
    }

    @Test
    void valueIsThereForTheNextAgentToo() {
        app.secrets(password(PASSWORD), ANN);

        AppFixture next = app.successor();
        next.deployed("1");

        assertThat(next.launched(1).env()).containsEntry("DB_PASSWORD", PASSWORD);
    }

    @Test
    void hostsFileWinsAndTheClientIsTold() throws IOException {
        Files.writeString(folder.resolve("shop.env"), "DB_PASSWORD=of-the-host-itself\n");

        SecretsChanged changed =
                (SecretsChanged) app.secrets(password(PASSWORD), ANN).reply();
        app.deployed("1");

        assertThat(changed.overruled()).containsExactly("DB_PASSWORD");
        assertThat(app.launched(1).env()).containsEntry("DB_PASSWORD", "of-the-host-itself");
    }

    @Test
    void historyHasTheNameAndWhoItWasAndNoValue() throws IOException {
        app.secrets(password(PASSWORD), ANN);
        app.secrets(password(PASSWORD), BOB);
        app.secrets(new UnsetSecrets(List.of("DB_PASSWORD")), BOB);

        assertThat(app.reasons()).containsExactly("unset DB_PASSWORD", "set DB_PASSWORD");
        assertThat(app.entries().get(1).by()).contains("ann@laptop");
        assertThat(Files.readString(folder.resolve("state/history.jsonl"))).doesNotContain("tr0ub4do");
        assertThat(listed()).isEmpty();
    }

    @Test
    void whoeverKeepsTheLockKeepsOthersFromChangingTheEnvironment() {
        app.acquire(new Request.Acquire("audit", Term.RELEASE, null), ANN);

        Waiter refused = app.secrets(password(PASSWORD), BOB);

        assertThat(refused.failure().code()).isEqualTo(FailureCode.LOCKED);
        assertThat(listed()).isEmpty();
    }

    @Test
    void fileThatCannotBeReadIsNamedAndNothingIsLaunchedWithoutIt() throws IOException {
        Files.createDirectories(folder.resolve("state"));
        Files.writeString(folder.resolve("state/secrets.json"), "{tr0ub4dor");
        app = new AppFixture(folder);

        assertThat(app.secrets(password(PASSWORD), ANN).failure().message())
                .contains("nothing was set", "secrets.json")
                .doesNotContain("tr0ub4");
        assertThat(app.settled(app.push("1")))
                .isInstanceOfSatisfying(
                        Reply.Failed.class,
                        failed -> assertThat(failed.failure().message()).contains("secrets.json"));
    }
}
