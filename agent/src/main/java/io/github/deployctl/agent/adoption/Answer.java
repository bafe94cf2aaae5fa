package io.github.deployctl.agent.adoption;

import org.jspecify.annotations.Nullable;

/** Is told once what became of a command. Called on a connection's reading thread, or at once by the thread that gave the command. */
@FunctionalInterface
public interface Answer {
    /** {@code error} is null when it was done, else why it was not. */
    void answered(@Nullable String error);
}
