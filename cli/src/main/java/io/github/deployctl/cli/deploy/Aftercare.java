package io.github.deployctl.cli.deploy;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.remote.Agents;
import io.github.deployctl.cli.verify.Verification;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What is done about a release that has gone live on a host, beside waiting for the drain.
 *
 * @param verify to be run when it has
 * @param folder where that is run
 * @param agents for what must be said to an agent while it is still answering the deploy
 * @param wishes what the command line says about it
 */
public record Aftercare(Optional<Verification> verify, Path folder, Agents agents, Wishes wishes) {
    public Aftercare {
        requireNonNull(verify, "verify");
        requireNonNull(folder, "folder");
        requireNonNull(agents, "agents");
        requireNonNull(wishes, "wishes");
    }

    /** What can be wished for. */
    public enum Wish {
        /** Push it although it is marked bad. */
        FORCE,
        /** Leave the confirmation to somebody else. */
        NO_CONFIRM,
        /** Stay until the probation is over. */
        WATCH
    }

    /** Those that were. */
    public record Wishes(Set<Wish> all) {
        public Wishes {
            all = Set.copyOf(all);
        }

        boolean has(Wish wish) {
            return all.contains(wish);
        }
    }
}
