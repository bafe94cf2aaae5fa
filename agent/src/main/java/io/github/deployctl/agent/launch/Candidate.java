package io.github.deployctl.agent.launch;

import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.state.RunningProcess;

/** A started process on trial. */
public record Candidate(long number, Release release, RunningProcess running) {}
