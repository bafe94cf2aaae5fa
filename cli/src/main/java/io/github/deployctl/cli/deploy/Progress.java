package io.github.deployctl.cli.deploy;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.protocol.Event;

/** Told what happens, as it happens, by the thread that does it. None of it decides anything. */
public interface Progress {
    /** Something begins that may take a while, such as {@code connecting}. */
    void begin(HostAddress host, String what);

    /** So many bytes of the artifact have left. */
    void sending(HostAddress host, long sent, long total);

    void event(HostAddress host, Event event);

    /** The host is done with, for better or worse. */
    void finished(HostOutcome outcome);

    /** Tells {@code first}, then {@code second}. */
    static Progress both(Progress first, Progress second) {
        return new Progress() {
            @Override
            public void begin(HostAddress host, String what) {
                first.begin(host, what);
                second.begin(host, what);
            }

            @Override
            public void sending(HostAddress host, long sent, long total) {
                first.sending(host, sent, total);
                second.sending(host, sent, total);
            }

            @Override
            public void event(HostAddress host, Event event) {
                first.event(host, event);
                second.event(host, event);
            }

            @Override
            public void finished(HostOutcome outcome) {
                first.finished(outcome);
                second.finished(outcome);
            }
        };
    }
}
