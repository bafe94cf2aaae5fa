package io.github.deployctl.cli.terminal;

import io.github.deployctl.cli.deploy.HostOutcome;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.report.EventDocument;
import io.github.deployctl.cli.report.RolloutDocument;
import io.github.deployctl.common.protocol.Event;

/** An object on a line of its own for each thing that happens. */
final class JsonLinesProgress implements ProgressView {
    /** How many lines one upload gets. */
    private static final int STEPS = 20;

    private final EventLines lines;
    private long step;

    JsonLinesProgress(EventLines lines) {
        this.lines = lines;
    }

    @Override
    public void begin(HostAddress host, String what) {
        lines.write("doing", host.label(), new EventDocument.Words(what));
    }

    @Override
    public synchronized void sending(HostAddress host, long sent, long total) {
        long reached = total == 0 ? STEPS : sent * STEPS / total;
        if (sent == 0 || reached > step) {
            lines.write("sending", host.label(), new EventDocument.Sending(sent, total));
        }
        step = sent == total ? 0 : reached;
    }

    @Override
    public void event(HostAddress host, Event event) {
        lines.write(EventDocument.nameOf(event), host.label(), event);
    }

    @Override
    public void finished(HostOutcome outcome) {
        lines.write("finished", outcome.host().label(), RolloutDocument.host(outcome));
    }

    @Override
    public void close() {}
}
