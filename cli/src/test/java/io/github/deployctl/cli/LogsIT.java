package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.Host;
import io.github.deployctl.cli.fixture.Project;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.cli.fixture.Session.Run;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code logs} as seen from a command line. */
final class LogsIT {
    @TempDir
    Path folder;

    private Host host;
    private FakeAgent agent;

    @BeforeEach
    void startHostAndAgent() throws Exception {
        host = Host.start(folder);
        agent = FakeAgent.ofShop(folder, (request, with) -> {
            with.say(
                    new Event.Logged(7, List.of("INFO one", "ERROR two (x)"), 1_000L),
                    new Event.Logged(7, List.of("INFO three"), 2_000L),
                    new Event.Logged(8, List.of("INFO four", "Error five"), 3_000L));
            with.reply(new Reply.LogsEnd(5));
        });
        Project.declare(folder, host);
    }

    @AfterEach
    void stopThem() throws Exception {
        agent.close();
        host.close();
    }

    private Run run(String... arguments) {
        return new Session(folder).runOnHosts(arguments);
    }

    @Test
    void onlyLinesInWhichTheExpressionIsFoundAreShown() {
        Run run = run("logs", "--grep", "(?i)error .*(two|five)");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("ERROR two (x)\nError five\n");
        assertThat(run.err()).contains("generation 8:");

        assertThat(run("logs", "--grep", "\\(x\\)$").out()).isEqualTo("ERROR two (x)\n");
        assertThat(run("logs", "--grep", "six").out()).isEmpty();
        assertThat(run("logs", "--grep", "three", "--json").out())
                .contains("\"line\": \"INFO three\"")
                .doesNotContain("INFO one");
        assertThat(run("logs", "-f", "--grep", "three", "--json").out()).hasLineCount(1);
    }

    @Test
    void howManyLinesAreLookedThroughDependsOnWhatElseIsAsked() {
        run("logs");
        run("logs", "--grep", "x");
        run("logs", "--grep", "x", "-n", "5");
        run("logs", "--grep", "x", "-f");
        run("logs", "--since", "10m");
        run("logs", "-g", "7");
        assertThat(agent.requests())
                .containsExactly(
                        new Request.Logs(null, 100, null, null, false),
                        new Request.Logs(null, Integer.MAX_VALUE, null, null, false),
                        new Request.Logs(null, 5, null, null, false),
                        new Request.Logs(null, 100, null, null, true),
                        new Request.Logs(null, Integer.MAX_VALUE, null, 600_000L, false),
                        new Request.Logs(7L, 100, null, null, false));
    }

    @Test
    void anExpressionThatIsNoneIsRefusedBeforeAnyHostIsAsked() {
        Run run = run("logs", "--grep", "a(b");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("deployctl: --grep \"a(b\" is no regular expression: Unclosed group\nTry: ");
        assertThat(agent.requests()).isEmpty();
    }
}
