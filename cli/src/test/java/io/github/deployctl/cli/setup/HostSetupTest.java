package io.github.deployctl.cli.setup;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.cli.remote.RemoteLogin;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.release.AppName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostSetupTest {
    private static final HostAddress WEB1 = HostAddress.parse("web1");
    private static final HostAddress WEB2 = HostAddress.parse("web2");

    @TempDir
    Path folder;

    private final List<String> asked = new ArrayList<>();
    private final List<String> ran = new ArrayList<>();

    /** A host whose user has this number, whose look and whose setup end like this. */
    private record Canned(String uid, int sudo, int look, int done, List<String> ran) implements RemoteLogin {
        @Override
        public int run(String command, String input, Deadline deadline, Consumer<String> lines) {
            ran.add(command);
            switch (command) {
                case "id -u" -> {
                    lines.accept(uid);
                    return 0;
                }
                case "sudo -n true" -> {
                    lines.accept("sudo: a password is required");
                    return sudo;
                }
                default -> {
                    boolean looks = input.contains("'--dry-run'");
                    boolean hasJava = look != 3 || input.contains("'--install-java'");
                    lines.accept("found: Linux");
                    if (!hasJava || (looks ? look : done) == 1) {
                        lines.accept("setup: nothing more was done: too bad");
                        lines.accept("Try: something else");
                        return hasJava ? 1 : 3;
                    }
                    lines.accept(looks ? "would add user shop" : "add user shop");
                    return 0;
                }
            }
        }

        @Override
        public void close() {}
    }

    /** A host that has no Java, and whose setup knows none that it could install. */
    private record Javaless() implements RemoteLogin {
        @Override
        public int run(String command, String input, Deadline deadline, Consumer<String> lines) {
            if (command.equals("id -u")) {
                lines.accept("0");
                return 0;
            }
            lines.accept("setup: nothing more was done: neither apt-get nor dnf");
            return 3;
        }

        @Override
        public void close() {}
    }

    private List<HostReport> run(RemoteLogin login, boolean java, boolean wanted) throws Exception {
        for (String file : List.of(
                "deployctl-agent",
                "deployctl-agent@.service",
                "setup",
                "deployctl-agent.jar",
                "deployctl-adopter.jar")) {
            Files.writeString(folder.resolve(file), "");
        }
        Consent consent = new Consent() {
            @Override
            public boolean isJavaWanted(HostAddress host) {
                asked.add("java");
                return java;
            }

            @Override
            public boolean isWanted(HostAddress host, int changes) {
                asked.add("changes: " + changes);
                return wanted;
            }
        };
        SetupProgress silent = new SetupProgress() {
            @Override
            public void said(HostAddress host, String line) {}

            @Override
            public void changing(HostAddress host) {}

            @Override
            public void ended(HostAddress host) {}
        };
        SetupOrder order = new SetupOrder(SetupOrder.Verb.INSTALL, new AppName("shop"), List.of(), null, List.of());
        return new HostSetup(host -> login, new SetupScript(folder, "0.1.0"), consent, silent)
                .run(List.of(WEB1, WEB2), order);
    }

    private static Failure failure(HostReport report) {
        return requireNonNull(report.failure());
    }

    @Test
    void aHostIsLookedAtThenAgreedToThenChanged() throws Exception {
        List<HostReport> reports = run(new Canned("0", 0, 0, 0, ran), false, true);

        assertThat(reports).extracting(HostReport::result).containsOnly(HostReport.Result.CHANGED);
        assertThat(reports.get(0).changes()).containsExactly("add user shop");
        assertThat(asked).containsExactly("changes: 1", "changes: 1");
        assertThat(ran).startsWith("id -u", "sh -s", "sh -s");
    }

    @Test
    void nothingIsChangedWhenNobodyWantsIt() throws Exception {
        List<HostReport> reports = run(new Canned("0", 0, 0, 0, ran), false, false);

        assertThat(reports.get(0).result()).isEqualTo(HostReport.Result.PLANNED);
        assertThat(ran).containsExactly("id -u", "sh -s", "id -u", "sh -s");
    }

    @Test
    void aUserWhoIsNotRootGoesThroughSudoOrNowhere() throws Exception {
        assertThat(run(new Canned("1000", 0, 0, 0, ran), false, true).get(0).result())
                .isEqualTo(HostReport.Result.CHANGED);
        assertThat(ran).contains("sudo -n sh -s");

        HostReport refused = run(new Canned("1000", 1, 0, 0, ran), false, true).get(0);
        assertThat(failure(refused).message()).contains("sudo -n refused: sudo: a password is required");
        assertThat(refused.isChanged()).isFalse();
    }

    @Test
    void aLoginThatRunsNoCommandsIsSaid() throws Exception {
        HostReport refused = run(new Canned("This account is currently not available.", 0, 0, 0, ran), false, true)
                .get(0);

        assertThat(failure(refused).message()).contains("runs no commands: This account is");
        assertThat(failure(refused).hint()).contains("deployctl setup root@web1");
    }

    @Test
    void aMissingJavaIsInstalledOnlyWhenThatIsWanted() throws Exception {
        assertThat(run(new Canned("0", 0, 3, 0, ran), true, true).get(0).result())
                .isEqualTo(HostReport.Result.CHANGED);
        HostReport refused = run(new Canned("0", 0, 3, 0, ran), false, true).get(0);
        assertThat(failure(refused).message()).isEqualTo("not set up: nothing more was done: too bad");
        assertThat(failure(refused).hint()).isEqualTo("something else");
    }

    @Test
    void whoeverHasAgreedToAJavaIsNotAskedAgain() throws Exception {
        HostReport refused = run(new Javaless(), true, true).get(0);

        assertThat(asked).containsExactly("java");
        assertThat(failure(refused).message()).isEqualTo("not set up: nothing more was done: neither apt-get nor dnf");
    }

    @Test
    void afterTheFirstHostThatFailsNoneIsTried() throws Exception {
        List<HostReport> reports = run(new Canned("0", 0, 0, 1, ran), false, true);

        assertThat(reports)
                .extracting(HostReport::result)
                .containsExactly(HostReport.Result.FAILED, HostReport.Result.SKIPPED);
    }
}
