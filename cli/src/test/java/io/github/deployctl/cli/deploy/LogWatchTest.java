package io.github.deployctl.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.fixture.CannedAgents;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LogWatchTest {
    private static final HostAddress WEB1 = HostAddress.parse("web1");
    private static final HostAddress WEB2 = HostAddress.parse("web2");
    private static final HostAddress WEB3 = HostAddress.parse("web3");
    private static final Request.Logs ALL = new Request.Logs(null, 100, null, null, false);

    private final CannedAgents agents = new CannedAgents();
    private final List<String> seen = new ArrayList<>();
    private int wanted = Integer.MAX_VALUE;

    private static Event.Logged line(@Nullable Long millis, String line) {
        return new Event.Logged(1, List.of(line), millis);
    }

    private Map<HostAddress, Failure> watch(HostAddress... hosts) {
        return new LogWatch(agents.agents(), (host, event) -> {
                    if (event instanceof Event.Logged logged) {
                        seen.add(host.label() + " " + logged.lines().get(0));
                    }
                    return seen.size() < wanted;
                })
                .run(List.of(hosts), ALL);
    }

    @Test
    void linesOfSeveralHostsComeInTheOrderOfTheirTimesAndEachHostsInItsOwn() {
        agents.on("web1", line(10L, "a"), line(40L, "d"), line(39L, "e"), new Reply.LogsEnd(3));
        agents.on("web2", line(20L, "b"), line(30L, "c"), line(50L, "f"), new Reply.LogsEnd(3));

        assertThat(watch(WEB1, WEB2)).isEmpty();
        assertThat(seen).containsExactly("web1 a", "web2 b", "web2 c", "web1 d", "web1 e", "web2 f");
    }

    @Test
    void linesOfAnAgentThatKnowsNoTimesComeFirst() {
        agents.on("web1", line(10L, "a"), new Reply.LogsEnd(1));
        agents.on("web2", line(null, "b"), line(null, "c"), new Reply.LogsEnd(2));

        assertThat(watch(WEB1, WEB2)).isEmpty();
        assertThat(seen).containsExactly("web2 b", "web2 c", "web1 a");
    }

    @Test
    void aHostThatFailsKeepsNobodyFromTheOthers() {
        agents.on("web1", line(10L, "a"), line(30L, "c"), new Reply.LogsEnd(2));
        // It is lost in the middle.
        agents.on("web2", line(20L, "b"));

        Map<HostAddress, Failure> failures = watch(WEB1, WEB2, WEB3);
        assertThat(seen).containsExactly("web1 a", "web2 b", "web1 c");
        assertThat(failures.keySet()).containsExactly(WEB2, WEB3);
        assertThat(failures.values()).extracting(Failure::code).containsOnly(FailureCode.UNREACHABLE);
    }

    @Test
    void aDefectInWhatReadsEndsEveryHostThatIsFollowed() {
        agents.on("web1", line(10L, "a"), new Reply.LogsEnd(1));
        agents.on("web2", line(20L, "b"), new Reply.LogsEnd(1));

        Map<HostAddress, Failure> failures = new LogWatch(agents.agents(), (host, event) -> {
                    throw new StackOverflowError();
                })
                .run(List.of(WEB1, WEB2), new Request.Logs(null, 100, null, null, true));

        assertThat(failures.values()).extracting(Failure::code).isNotEmpty().containsOnly(FailureCode.BUG);
    }

    @Test
    void aHostFarAheadWaitsAndNothingIsLost() {
        agents.on("web1", said(100, 0));
        agents.on("web2", said(100, 1000));

        assertThat(watch(WEB1, WEB2)).isEmpty();
        assertThat(seen).hasSize(200);
        assertThat(seen.subList(0, 100)).allMatch(line -> line.startsWith("web1 "));
    }

    @Test
    void whoHasSeenEnoughIsNotKeptWaiting() {
        agents.on("web1", said(100, 0));
        agents.on("web2", said(100, 0));
        wanted = 3;

        assertThat(watch(WEB1, WEB2)).isEmpty();
        assertThat(seen).hasSize(3);
    }

    private static Record[] said(int lines, long from) {
        List<Record> said = new ArrayList<>();
        LongStream.range(from, from + lines).forEach(time -> said.add(line(time, "line " + time)));
        said.add(new Reply.LogsEnd(lines));
        return said.toArray(Record[]::new);
    }
}
