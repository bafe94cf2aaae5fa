package io.github.deployctl.cli.report;

import io.github.deployctl.cli.deploy.HostOutcome;
import io.github.deployctl.cli.deploy.Progress;
import io.github.deployctl.cli.deploy.RolloutResult;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.text.FileTrouble;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.json.Json;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a {@link Report} in a file: at any instant the file says what is true if the process is gone now, by a signal too that nobody can answer. Each state
 * takes the place of the one before by a rename. Thread-safe.
 */
public final class ReportFile implements Progress {
    private final @Nullable Path file;
    private final InstantSource clock;
    private final List<HostOutcome> outcomes = new ArrayList<>();
    private Report now;
    private @Nullable IOException trouble;

    private ReportFile(@Nullable Path file, Report begun, InstantSource clock) {
        this.file = file;
        this.now = begun;
        this.clock = clock;
    }

    /**
     * Begins one.
     *
     * @param file where it is kept, or null where nobody wants one
     * @throws FailureException ({@code USAGE}) when it cannot be written there
     */
    public static ReportFile begin(@Nullable Path file, String command, InstantSource clock) throws FailureException {
        ReportFile report = new ReportFile(file, Report.begun(command, clock.instant()), clock);
        report.write();
        IOException trouble = report.trouble;
        if (trouble != null) {
            throw Failure.of(
                            FailureCode.USAGE,
                            "nothing was done: --report " + file + " cannot be written: " + FileTrouble.of(trouble))
                    .asException();
        }
        return report;
    }

    /** One that nobody wants. */
    public static ReportFile none() {
        return new ReportFile(null, Report.begun("", Instant.EPOCH), InstantSource.fixed(Instant.EPOCH));
    }

    /** Notes the release that is pushed. */
    public synchronized void wanted(ReleaseId release) {
        put(now.wanted(release.value()));
    }

    /** Notes what is true on the hosts if the process ends now. */
    public synchronized void standing(String sentence) {
        put(now.standing(sentence, new RolloutResult(outcomes)));
    }

    @Override
    public void begin(HostAddress host, String what) {
        // standing() follows where it matters.
    }

    @Override
    public void sending(HostAddress host, long sent, long total) {
        // Nothing is true yet that was not before.
    }

    @Override
    public void event(HostAddress host, Event event) {
        // standing() follows where it matters.
    }

    @Override
    public synchronized void finished(HostOutcome outcome) {
        outcomes.add(outcome);
    }

    /** It has come to its end on every host. */
    public synchronized void ended(RolloutResult result) {
        put(now.ended(result));
    }

    /** It has failed before it came to any host. */
    public synchronized void failed(Failure why) {
        put(now.failed(why));
    }

    /** It has returned; where nothing else was noted it has only said what it would do. */
    public synchronized void returned(int exitStatus) {
        if (now.outcome().equals(Report.INTERRUPTED)) {
            put(now.planned(exitStatus));
        }
    }

    /** Returns why the file is not what it should be, or null. */
    public synchronized @Nullable IOException trouble() {
        return trouble;
    }

    private void put(Report next) {
        now = next.at(clock.instant());
        write();
    }

    private void write() {
        if (file == null) {
            return;
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(fresh, Json.writePretty(now));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            trouble = null;
        } catch (IOException e) {
            trouble = e;
        }
    }
}
