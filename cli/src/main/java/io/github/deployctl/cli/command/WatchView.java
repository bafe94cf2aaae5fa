package io.github.deployctl.cli.command;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.deploy.StatusWatch;
import io.github.deployctl.cli.deploy.Survey.Answer;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.report.AnswersDocument;
import io.github.deployctl.cli.report.FailureText;
import io.github.deployctl.cli.report.StatusLine;
import io.github.deployctl.cli.report.StatusText;
import io.github.deployctl.cli.report.WatchDocument;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.cli.terminal.Page;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.json.Json;
import io.github.deployctl.common.protocol.Reply.StatusReport;
import io.github.deployctl.common.text.Visible;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows how hosts are as it changes: on a page of the terminal, or by a line for each change. Thread-safe: a line is never torn by another host's. */
final class WatchView implements StatusWatch.Viewer {
    private final Output output;
    private final Optional<Page> page;
    private final Map<HostAddress, String> last = new HashMap<>();
    private final Map<HostAddress, List<String>> painted = new LinkedHashMap<>();
    private final Map<HostAddress, String> lost = new HashMap<>();

    WatchView(Output output) {
        this.output = output;
        this.page = output.page();
    }

    /** Returns the exit status, when nobody reads any more or no host can be watched. */
    int run(Workspace workspace, Duration interval) {
        output.endless();
        workspace.hosts().forEach(host -> painted.put(host, List.of(host.label())));
        Map<HostAddress, Failure> failures = new StatusWatch(workspace.agents(), this, interval).run(workspace.hosts());
        List<Answer<StatusReport>> given = workspace.hosts().stream()
                .flatMap(host -> Optional.ofNullable(failures.get(host)).stream()
                        .map(failure -> new Answer<StatusReport>(host, null, failure)))
                .toList();
        if (output.isEvents()) {
            output.document(AnswersDocument.of("status", given));
        } else {
            given.forEach(
                    answer -> output.error(FailureText.of(answer.host().label(), requireNonNull(answer.failure()))));
        }
        return AnswersDocument.exitStatus(given);
    }

    @Override
    public synchronized boolean see(HostAddress host, StatusReport status) {
        lost.remove(host);
        if (page.isPresent()) {
            painted.put(host, StatusText.of(host.label(), status, now()));
            return paint(page.get());
        }
        return tell(host, StatusLine.of(status), WatchDocument.of(now(), host.label(), status));
    }

    @Override
    public synchronized boolean lose(HostAddress host, Failure why) {
        String note = "lost: " + why.message() + "; trying again";
        if (page.isPresent()) {
            lost.put(host, "  " + note);
            return paint(page.get());
        }
        return tell(host, note, WatchDocument.lost(now(), host.label(), why));
    }

    private boolean tell(HostAddress host, String line, WatchDocument document) {
        if (line.equals(last.put(host, line))) {
            return isRead();
        }
        if (output.isEvents()) {
            boolean isLost = document.failure() != null;
            output.event(
                    isLost ? "lost" : "status", host, requireNonNull(isLost ? document.failure() : document.answer()));
        } else {
            String at = document.at().truncatedTo(ChronoUnit.SECONDS).toString();
            output.console()
                    .out()
                    .println(
                            output.isJson()
                                    ? Json.write(document)
                                    : Visible.of(at + "  " + host.label() + "  " + line));
        }
        return isRead();
    }

    private boolean paint(Page onto) {
        List<String> lines = new ArrayList<>();
        painted.forEach((host, status) -> {
            lines.addAll(status);
            Optional.ofNullable(lost.get(host)).ifPresent(lines::add);
            lines.add("");
        });
        lines.add("Ctrl-C ends this.");
        onto.paint(lines.stream().map(Visible::of).toList());
        return isRead();
    }

    /** Whoever read this through a pipe may have seen enough. */
    private boolean isRead() {
        return !output.console().out().checkError();
    }

    private Instant now() {
        return output.console().surroundings().clock().instant();
    }
}
