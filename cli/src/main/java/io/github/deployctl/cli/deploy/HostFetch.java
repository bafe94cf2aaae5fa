package io.github.deployctl.cli.deploy;

import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.fetch.Origin;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import java.time.Duration;

/** Has a host fetch the artifact itself, so that nothing of it goes through here. */
final class HostFetch {
    /** The agent gives up before, and says why. */
    private static final Deadline DEADLINE = new Deadline("fetch.timeout + 1m", Duration.ofMinutes(61));

    private final Origin origin;

    HostFetch(Origin origin) {
        this.origin = origin;
    }

    /** Returns how many bytes went up: none. */
    long stage(Staging.Place place) throws FailureException {
        place.progress().begin(place.host(), "having the host fetch " + origin);
        Reply reply = place.session()
                .ask(
                        new Request.Fetch(origin.checksum(), origin.uri().toString()),
                        DEADLINE,
                        event -> place.progress().event(place.host(), event));
        if (!(reply instanceof Reply.ArtifactPresent)) {
            throw Failure.of(
                            FailureCode.UNREACHABLE,
                            place.host().label() + " gave an answer that does not fit what it was to fetch")
                    .asException();
        }
        return 0;
    }
}
