package io.github.deployctl.agent.control;

import io.github.deployctl.agent.policy.HostPolicy;
import io.github.deployctl.agent.policy.Signers;
import io.github.deployctl.agent.release.Incoming;
import io.github.deployctl.agent.release.ReleaseStore;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Request;
import java.util.Optional;

/**
 * What artifacts may come in, and which of them may be deployed. A release is admitted once: a rollback goes to what was admitted when it was pushed. Thread-safe.
 *
 * @param incoming where they arrive
 * @param store where they stay
 */
record Admission(HostPolicy policy, Incoming incoming, ReleaseStore store) {
    /** Refuses an artifact that is not signed where it must be, before anything is made of it. For the client's thread: all its bytes are read. */
    void admit(Request.Deploy deploy) throws FailureException {
        Optional<Signers> signers = policy.signers();
        if (signers.isPresent()) {
            signers.get().require(deploy.signature(), store.locate(deploy.artifact()), incoming.folder());
        }
    }
}
