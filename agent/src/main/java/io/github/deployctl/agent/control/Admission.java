package io.github.deployctl.agent.control;

import io.github.deployctl.agent.policy.HostPolicy;
import io.github.deployctl.agent.policy.Signed;
import io.github.deployctl.agent.policy.Signers;
import io.github.deployctl.agent.release.Incoming;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.release.ReleaseStore;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.Checksum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What artifacts may come in, which of them may be deployed, and which may be gone back to. A person's rollback is held to the policy of today; the agent's own
 * return to what served before is not, since there would be nothing to serve. Thread-safe.
 *
 * @param incoming where they arrive
 * @param store where they stay
 */
record Admission(HostPolicy policy, Incoming incoming, ReleaseStore store) {
    /** Refuses an artifact that is not signed where it must be, before anything is made of it. For the client's thread: all its bytes are read. */
    void admit(Request.Deploy deploy) throws FailureException {
        Optional<Signers> signers = policy.signers();
        String signature = deploy.signature();
        if (signers.isPresent()) {
            Path artifact = store.locate(deploy.artifact());
            signers.get()
                    .require(
                            new Signed("nothing was deployed: the artifact is refused", signature, artifact),
                            incoming.folder());
        }
        if (signature != null) {
            keep(deploy.artifact(), signature);
        }
    }

    /**
     * Refuses to go back to what could not be pushed today, and returns the request for exactly what was looked at. For the client's thread, as above.
     *
     * @param targets where a rollback would go
     */
    Request.RollBack admit(Request.RollBack rollBack, Targets targets) throws FailureException, InterruptedException {
        Optional<Signers> signers = policy.signers();
        if (signers.isEmpty()) {
            return rollBack;
        }
        Release target = targets.of(rollBack);
        Signed signed = new Signed(
                "nothing was rolled back: release " + target.id() + " is refused",
                store.signatures().find(target.artifact()),
                store.locate(target.artifact()));
        signers.get().require(signed, incoming.folder());
        return new Request.RollBack(target.id(), 0, rollBack.leaving(), rollBack.reason(), rollBack.force());
    }

    /** Knows where a rollback would go. */
    interface Targets {
        Release of(Request.RollBack request) throws FailureException, InterruptedException;
    }

    private void keep(Checksum artifact, String signature) throws FailureException {
        try {
            store.signatures().keep(artifact, signature, hex -> {
                Checksum held = new Checksum(hex);
                return store.holds(held) || incoming.holds(held);
            });
        } catch (IOException | IllegalArgumentException e) {
            throw Failure.of(
                            FailureCode.NOT_DEPLOYED,
                            "nothing was deployed: the signature could not be kept: " + e.getMessage())
                    .hint("look at the disk of the host: df, then push again")
                    .asException();
        }
    }
}
