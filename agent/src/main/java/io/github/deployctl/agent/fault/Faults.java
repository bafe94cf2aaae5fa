package io.github.deployctl.agent.fault;

/** Hears of each recorded step: something on disk, in the kernel or in another process is different from here on. Thread-safe. */
@FunctionalInterface
public interface Faults {
    /** What every agent has that nobody wants to die. */
    Faults NONE = step -> {};

    /**
     * The agent has come to a step.
     *
     * @param step in lower case with hyphens, the same each time; it may not return
     */
    void pass(String step);
}
