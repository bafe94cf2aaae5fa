package io.github.deployctl.cli.command;

import io.github.deployctl.cli.deploy.LogWatch;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.report.EventDocument;
import io.github.deployctl.cli.report.FailureText;
import io.github.deployctl.cli.report.LogsDocument;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.cli.terminal.Output.Verbosity;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.json.Json;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.text.Visible;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shows the lines of hosts as they come. Thread-safe: a line is never torn by another host's. */
final class LogsView {
    private final Output output;
    private final Request.Logs request;
    private final boolean raw;
    private final Map<HostAddress, Long> last = new HashMap<>();
    private final Map<HostAddress, List<LogsDocument.Line>> kept = new HashMap<>();

    /** @param raw whether lines go out as the app wrote them, commands to a terminal and all */
    LogsView(Output output, Request.Logs request, boolean raw) {
        this.output = output;
        this.request = request;
        this.raw = raw;
    }

    /** Shows lines that {@code grep} lets through, and returns the exit status. */
    int run(Workspace workspace, Grep grep) {
        if (request.follow()) {
            output.endless();
        }
        boolean named = workspace.hosts().size() > 1;
        LogWatch watch = new LogWatch(
                workspace.agents(), grep.before((host, event) -> take(host, event, named ? host.label() + "  " : "")));
        Map<HostAddress, Failure> failures = watch.run(workspace.hosts(), request);
        int exit = failures.values().stream()
                .mapToInt(failure -> failure.code().exitStatus())
                .findFirst()
                .orElse(0);
        if (isDocument()) {
            List<LogsDocument.Host> hosts = workspace.hosts().stream()
                    .map(host -> document(host, failures))
                    .toList();
            output.document(LogsDocument.of(hosts, exit));
        } else {
            failures.forEach((host, failure) -> output.error(FailureText.of(host.label(), failure)));
        }
        return exit;
    }

    /** What never ends has no document: its lines are an object each; but a program that watches is told of the end, should it come. */
    private boolean isDocument() {
        return output.isJson() && (output.isEvents() || !request.follow());
    }

    private synchronized boolean take(HostAddress host, Event event, String prefix) {
        if (event instanceof Event.Note note) {
            say(prefix + Visible.of(note.text()));
            output.event(EventDocument.nameOf(note), host, note);
        }
        if (!(event instanceof Event.Logged logged)) {
            return true;
        }
        Long before = last.put(host, logged.generation());
        if (before != null && before != logged.generation()) {
            say(prefix + "generation " + logged.generation() + ":");
        }
        for (String line : logged.lines()) {
            output.event("logged", host, new LogsDocument.Line(logged.generation(), line));
            if (output.isJson() && !request.follow()) {
                kept.computeIfAbsent(host, h -> new ArrayList<>())
                        .add(new LogsDocument.Line(logged.generation(), line));
            } else if (output.isJson() && !output.isEvents()) {
                output.console()
                        .out()
                        .println(Json.write(new LogsDocument.HostLine(host.label(), logged.generation(), line)));
            } else if (!output.isJson()) {
                output.console().out().println(prefix + (raw ? line : Visible.of(line)));
            }
        }
        // Whoever read this through a pipe may have seen enough.
        return !output.console().out().checkError();
    }

    private void say(String line) {
        if (!output.isJson() && output.verbosity() != Verbosity.QUIET) {
            output.console().err().println(line);
            output.console().err().flush();
        }
    }

    private LogsDocument.Host document(HostAddress host, Map<HostAddress, Failure> failures) {
        Failure failure = failures.get(host);
        return new LogsDocument.Host(
                host.label(), failure == null ? "ok" : "failed", kept.getOrDefault(host, List.of()), failure);
    }
}
