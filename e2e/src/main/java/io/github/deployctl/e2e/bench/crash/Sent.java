package io.github.deployctl.e2e.bench.crash;

import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import io.github.deployctl.e2e.app.Conduct;

/** An artifact that a host was sent, or a piece of it. */
record Sent(String version, Conduct conduct, Checksum artifact, long bytes) {
    ReleaseId release() {
        return ReleaseId.of(version, artifact);
    }
}
