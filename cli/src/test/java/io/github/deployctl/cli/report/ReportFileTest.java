package io.github.deployctl.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.cli.deploy.HostOutcome;
import io.github.deployctl.cli.deploy.RolloutResult;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.json.Json;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Timings;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the file says at each moment is what is left when the process is gone at that moment. */
final class ReportFileTest {
    private static final HostAddress WEB1 = HostAddress.parse("deploy@web1");
    private static final HostAddress WEB2 = HostAddress.parse("deploy@web2");
    private static final ReleaseId OLD = new ReleaseId("1.4.1-aaaaaaaa");
    private static final ReleaseId NEW = new ReleaseId("1.4.2-bbbbbbbb");
    private static final HostOutcome DONE = new HostOutcome.Deployed(
            WEB1, new Reply.Deployed(NEW, OLD, 8, true, false, new Timings(1, 1, 1, 0, 0), null), 7);
    private static final HostOutcome FAILED =
            new HostOutcome.Failed(WEB2, Failure.of(FailureCode.NOT_DEPLOYED, "no room"));

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-05-17T10:20:30Z");

    private Report left() throws IOException {
        return Json.read(Files.readString(folder.resolve("report")), Report.class);
    }

    private ReportFile begin() throws FailureException {
        return ReportFile.begin(folder.resolve("report"), "push", clock());
    }

    private InstantSource clock() {
        return () -> now;
    }

    @Test
    void fromTheStartAnEndThatNobodySawIsAnInterruption() throws Exception {
        ReportFile report = begin();

        assertThat(left().outcome()).isEqualTo("interrupted");
        assertThat(left().exitCode()).isEqualTo(130);
        assertThat(left().standing()).isEqualTo("nothing was changed on any host");
        report.wanted(NEW);
        assertThat(left().wanted()).isEqualTo(NEW.value());
        assertThat(left().isDone()).isFalse();
        assertThat(folder).as("no draft of it is left").isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void betweenTwoHostsItHasTheFirstAndWhatIsTrueOfTheSecond() throws Exception {
        ReportFile report = begin();
        report.finished(DONE);
        now = now.plusMillis(1500);
        report.standing("changed and serving: web1; web2 keeps what it has");

        assertThat(left().outcome()).isEqualTo("interrupted");
        assertThat(left().hosts()).singleElement().satisfies(host -> {
            assertThat(host.host()).isEqualTo("web1");
            assertThat(host.outcome()).isEqualTo("deployed");
        });
        assertThat(left().standing()).isEqualTo("changed and serving: web1; web2 keeps what it has");
        assertThat(left().tookMillis()).isEqualTo(1500);
    }

    @Test
    void anEndIsTheDocumentOfTheVerb() throws Exception {
        ReportFile report = begin();
        report.ended(new RolloutResult(List.of(DONE, FAILED)));
        report.returned(3);

        assertThat(left().outcome()).isEqualTo("mixed");
        assertThat(left().exitCode()).isEqualTo(3);
        assertThat(left().hosts()).extracting(RolloutDocument.Host::outcome).containsExactly("deployed", "failed");
        assertThat(left().standing()).as("it has ended").isNull();
        report.ended(new RolloutResult(List.of(DONE)));
        assertThat(left().isDone()).isTrue();
    }

    @Test
    void whatCameToNoHostSaysWhyAndWhatWasOnlyPlannedIsNotDone() throws Exception {
        begin().failed(Failure.of(FailureCode.LOCKED, "locked by ada"));
        assertThat(left().outcome()).isEqualTo("failed");
        assertThat(left().exitCode()).isEqualTo(FailureCode.LOCKED.exitStatus());

        begin().returned(0);
        assertThat(left().outcome()).isEqualTo("planned");
        assertThat(left().isDone()).isFalse();
    }

    @Test
    void whatCannotBeKeptIsRefusedBeforeAnythingIsDone() throws Exception {
        Path nowhere = folder.resolve("missing/report");
        assertThatThrownBy(() -> ReportFile.begin(nowhere, "push", clock()))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining(" cannot be written: ");
        ReportFile none = ReportFile.none();
        none.standing("x");
        assertThat(none.trouble()).isNull();
        assertThat(folder).isEmptyDirectory();
    }
}
