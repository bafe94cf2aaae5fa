package io.github.deployctl.agent.policy;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An artifact, and what it came with.
 *
 * @param refusal what a user is told did not happen where the signature will not do
 * @param signature as {@code ssh-keygen -Y sign} makes it, or null
 */
public record Signed(String refusal, @Nullable String signature, Path artifact) {}
