package io.github.deployctl.agent.os;

/** Signals sent to the agent itself. */
public interface SignalSource {
    /** Calls {@code action} on a thread of the JVM's whenever {@code name} ({@code HUP}, {@code TERM}, ...) arrives, in place of what it would do. */
    void on(String name, Runnable action);
}
