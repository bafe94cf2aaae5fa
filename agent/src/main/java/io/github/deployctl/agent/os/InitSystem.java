package io.github.deployctl.agent.os;

/**
 * Whoever runs the agent as a service: hears how it is, and keeps its listeners for the next agent when this one dies (sd_notify(3), and FDSTORE in
 * sd_pid_notify_with_fds(3)). Thread-safe. Nothing here throws: an agent that cannot be heard serves all the same.
 */
public interface InitSystem {
    /** Nobody: the agent was started from a terminal, or is a container's first process. */
    InitSystem NONE = new InitSystem() {
        @Override
        public void tell(String state) {}

        @Override
        public void keep(String name, Fd listener) {}

        @Override
        public void release(String name) {}
    };

    /** Sends lines of {@code NAME=value}, as sd_notify(3) lists them. */
    void tell(String state);

    /**
     * Gives a copy of a listener into keeping.
     *
     * @param name at most 255 characters, no colon and no control character
     */
    void keep(String name, Fd listener);

    /** Has everything that was kept under {@code name} closed. */
    void release(String name);
}
