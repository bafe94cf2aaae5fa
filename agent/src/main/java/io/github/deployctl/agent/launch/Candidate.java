package io.github.deployctl.agent.launch;

import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.state.RunningProcess;
import io.github.deployctl.common.config.ProbeAddress;
import java.util.Optional;

/**
 * A started process on trial.
 *
 * @param own where it answers the readiness request by an address of its own, if it does
 */
public record Candidate(long number, Release release, RunningProcess running, Optional<ProbeAddress> own) {}
