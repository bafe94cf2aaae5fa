package io.github.deployctl.cli.terminal;

import io.github.deployctl.cli.deploy.HostOutcome;
import io.github.deployctl.cli.deploy.Progress;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.protocol.Event;

/** Progress that is shown. Closing ends what it has running and leaves the cursor at the start of an empty line. */
public interface ProgressView extends Progress, AutoCloseable {
    /** Shows nothing. */
    ProgressView NONE = new ProgressView() {
        @Override
        public void begin(HostAddress host, String what) {}

        @Override
        public void sending(HostAddress host, long sent, long total) {}

        @Override
        public void event(HostAddress host, Event event) {}

        @Override
        public void finished(HostOutcome outcome) {}

        @Override
        public void close() {}
    };

    @Override
    void close();
}
