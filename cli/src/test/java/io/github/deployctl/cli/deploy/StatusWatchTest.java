package io.github.deployctl.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.fixture.CannedAgents;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Reply.StatusReport;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.ReleaseId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StatusWatchTest {
    private static final HostAddress WEB = HostAddress.parse("web1");
    private final List<String> seen = new ArrayList<>();

    private static StatusReport running(String release) {
        return new StatusReport(
                new AppName("shop"), "0.1.0", "running", new ReleaseId(release), null, Map.of(), List.of(), List.of());
    }

    private Map<HostAddress, Failure> watch(CannedAgents agents, int looks) {
        StatusWatch.Viewer viewer = new StatusWatch.Viewer() {
            @Override
            public boolean see(HostAddress host, StatusReport status) {
                seen.add(String.valueOf(status.current()));
                return seen.size() < looks;
            }

            @Override
            public boolean lose(HostAddress host, Failure why) {
                seen.add("lost");
                return seen.size() < looks;
            }
        };
        return new StatusWatch(agents.agents(), viewer, Duration.ofMillis(1)).run(List.of(WEB));
    }

    @Test
    void aConnectionThatIsLostIsSaidAndMadeAnew() {
        CannedAgents agents =
                new CannedAgents().on("web1", running("1"), running("2")).then("web1", running("3"));

        assertThat(watch(agents, 4)).isEmpty();
        assertThat(seen).containsExactly("1", "2", "lost", "3");
        assertThat(agents.connected()).containsExactly("web1", "web1");
    }

    @Test
    void aHostThatIsNotReachedIsTriedAgain() {
        assertThat(watch(new CannedAgents(), 3)).isEmpty();
        assertThat(seen).containsExactly("lost", "lost", "lost");
    }

    @Test
    void whatWillNotChangeEndsTheWatch() {
        Failure refused = Failure.of(FailureCode.CONFIG_INVALID, "another app");

        assertThat(watch(new CannedAgents().on("web1", new Reply.Failed(refused)), 3))
                .containsExactly(Map.entry(WEB, refused));
        assertThat(seen).isEmpty();
    }
}
