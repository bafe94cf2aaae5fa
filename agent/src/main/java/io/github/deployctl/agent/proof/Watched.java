package io.github.deployctl.agent.proof;

import io.github.deployctl.agent.os.Fd;

/**
 * A public listener that is looked at.
 *
 * @param name as the app's declaration has it
 * @param fd stays its owner's, who may close it meanwhile
 */
public record Watched(String name, Fd fd) {}
