package io.github.deployctl.cli.terminal;

import io.github.deployctl.cli.deploy.HostOutcome;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.protocol.Event;

/** Shows progress, and marks the run with what a person should know. */
record AnnotatedProgress(ProgressView shown, StepAnnotations annotations) implements ProgressView {
    @Override
    public void begin(HostAddress host, String what) {
        shown.begin(host, what);
    }

    @Override
    public void sending(HostAddress host, long sent, long total) {
        shown.sending(host, sent, total);
    }

    @Override
    public void event(HostAddress host, Event event) {
        if (event instanceof Event.Note) {
            annotations.warning(host.label() + ": " + EventWords.of(event));
        }
        shown.event(host, event);
    }

    @Override
    public void finished(HostOutcome outcome) {
        shown.finished(outcome);
    }

    @Override
    public void close() {
        shown.close();
    }
}
