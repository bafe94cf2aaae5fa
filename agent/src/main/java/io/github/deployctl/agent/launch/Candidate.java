package io.github.deployctl.agent.launch;

import io.github.deployctl.agent.state.RunningProcess;
import io.github.deployctl.common.release.Release;

/** A started process on trial. */
public record Candidate(long number, Release release, RunningProcess running) {}
