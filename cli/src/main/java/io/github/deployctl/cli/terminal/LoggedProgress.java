package io.github.deployctl.cli.terminal;

import io.github.deployctl.cli.deploy.HostOutcome;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.report.EventDocument;
import io.github.deployctl.cli.report.ResultLine;
import io.github.deployctl.common.json.Json;
import io.github.deployctl.common.protocol.Event;

/** Shows progress and keeps it in a log. */
record LoggedProgress(ProgressView shown, DebugLog log) implements ProgressView {
    @Override
    public void begin(HostAddress host, String what) {
        log.add(host.label() + ": " + what);
        shown.begin(host, what);
    }

    @Override
    public void sending(HostAddress host, long sent, long total) {
        log.add(host.label() + ": " + sent + " of " + total + " bytes sent");
        shown.sending(host, sent, total);
    }

    @Override
    public void event(HostAddress host, Event event) {
        log.add(host.label() + ": " + EventDocument.nameOf(event) + " " + Json.write(event));
        shown.event(host, event);
    }

    @Override
    public void finished(HostOutcome outcome) {
        log.add(outcome.host().label() + ": finished: " + ResultLine.of(outcome));
        shown.finished(outcome);
    }

    @Override
    public void close() {
        shown.close();
    }
}
