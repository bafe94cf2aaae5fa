package io.github.deployctl.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.deploy.HostOutcome;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Proof;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Timings;
import io.github.deployctl.common.release.ReleaseId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ResultLineTest {
    private static final HostAddress WEB = HostAddress.parse("deploy@web1");
    private static final ReleaseId OLD = new ReleaseId("1.4.1-aaaaaaaa");
    private static final ReleaseId NEW = new ReleaseId("1.4.2-bbbbbbbb");
    private static final Timings TIMINGS = new Timings(3900, 4, 1100, 12, 2);

    private static final String PROOF = "  refused 0  longest wait 3 ms";

    private static String line(@Nullable ReleaseId previous, boolean changed, boolean standby, long sent) {
        return line(previous, changed, standby, sent, new Proof(0L, 3L, 1104, 500, List.of(), null));
    }

    private static String line(
            @Nullable ReleaseId previous, boolean changed, boolean standby, long sent, @Nullable Proof proof) {
        Reply.Deployed reply = new Reply.Deployed(NEW, previous, 8, changed, standby, TIMINGS, proof);
        return ResultLine.of(new HostOutcome.Deployed(WEB, reply, sent));
    }

    @Test
    void aPushSaysItAll() {
        assertThat(line(OLD, true, false, 64_000_000))
                .isEqualTo("web1  1.4.1-aaaaaaaa -> 1.4.2-bbbbbbbb  sent 64.0 MB  ready 3.9 s  drained 10/12 in 1.1 s"
                        + PROOF);
    }

    @Test
    void aFirstReleaseHasNothingToDrain() {
        assertThat(line(null, true, false, 1000)).isEqualTo("web1  1.4.2-bbbbbbbb  sent 1.0 kB  ready 3.9 s" + PROOF);
    }

    @Test
    void aStandbyNeedsNoStart() {
        assertThat(line(OLD, true, true, 0))
                .isEqualTo(
                        "web1  1.4.1-aaaaaaaa -> 1.4.2-bbbbbbbb  from standby in 4 ms  drained 10/12 in 1.1 s" + PROOF);
    }

    @Test
    void aRestartKeepsTheRelease() {
        assertThat(line(NEW, true, false, 0))
                .isEqualTo("web1  1.4.2-bbbbbbbb restarted  ready 3.9 s  drained 10/12 in 1.1 s" + PROOF);
    }

    @Test
    void aFigureThatNobodyLookedAtIsNotZero() {
        assertThat(measured(new Proof(2L, null, 5, 2, List.of(), "listener http: EBADF")))
                .isEqualTo("refused 2  longest wait not measured: listener http: EBADF");
        assertThat(measured(new Proof(null, 1500L, 5, 2, List.of(), "no such\nfile")))
                .isEqualTo("longest wait 1.5 s  refused not measured: no such\\x0afile");
        assertThat(measured(new Proof(null, null, 5, 2, List.of(), "nothing to look at")))
                .isEqualTo("not measured: nothing to look at");
        assertThat(measured(null)).isEqualTo("not measured: the agent on the host did not look");
    }

    private static String measured(@Nullable Proof proof) {
        String line = line(null, true, false, 0, proof);
        return line.substring(line.indexOf("ready 3.9 s  ") + "ready 3.9 s  ".length());
    }

    @Test
    void whatWasNotDoneIsShort() {
        assertThat(line(NEW, false, false, 0)).isEqualTo("web1  1.4.2-bbbbbbbb  already live");
        assertThat(ResultLine.of(new HostOutcome.Stopped(WEB, OLD))).isEqualTo("web1  1.4.1-aaaaaaaa  stopped");
        assertThat(ResultLine.of(new HostOutcome.Stopped(WEB, null))).isEqualTo("web1  already stopped");
        assertThat(ResultLine.of(new HostOutcome.Skipped(WEB))).isEqualTo("web1  not tried");
        assertThat(ResultLine.of(new HostOutcome.Failed(WEB, Failure.of(FailureCode.LOCKED, "x"))))
                .isEqualTo("web1  failed");
    }
}
