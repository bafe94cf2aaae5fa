package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Notice;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** On which listeners of a release a maintenance page can be answered: on those that are known to speak HTTP/1, and none is guessed. Immutable. */
final class HttpListeners {
    private final Generations now;
    private final @Nullable Release release;

    /** @param release that serves, or would, or null when nothing was ever deployed */
    HttpListeners(Generations now, @Nullable Release release) {
        this.now = now;
        this.release = release;
    }

    /** Returns their names. */
    List<String> of(Notice notice) throws FailureException {
        if (release == null) {
            throw refused("nothing was ever deployed here", "deployctl push");
        }
        if (!release.declaration().handOver().isAdopted()) {
            throw refused(
                    "handover: " + release.declaration().handOver()
                            + ": the app does not leave its listeners while it runs",
                    "deployctl stop ends the app; its ports are closed then");
        }
        Set<String> names = release.declaration().listeners().keySet();
        if (names.isEmpty()) {
            throw refused("the app has no listener", "declare one under listeners, and push");
        }
        if (!names.containsAll(notice.http())) {
            throw refused("there is no listener of the name given", "name one of " + String.join(", ", names));
        }
        if (!notice.http().isEmpty()) {
            return notice.http();
        }
        ReadyCheck.HttpProbe probe = release.declaration().ready().http();
        boolean known = probe != null && probe.address() == null && names.size() == 1;
        if (!known) {
            throw refused(
                    "it is not known which listeners speak HTTP/1 (" + String.join(", ", names) + ")",
                    "name those that do: --http " + names.iterator().next() + "; connections to others are closed");
        }
        return List.copyOf(names);
    }

    private FailureException refused(String why, String hint) {
        return Failure.of(FailureCode.NOT_DEPLOYED, "maintenance is not on: " + why)
                .serving(Operations.serving(now))
                .hint(hint)
                .asException();
    }
}
