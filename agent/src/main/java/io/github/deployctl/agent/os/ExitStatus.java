package io.github.deployctl.agent.os;

/** How a process ended. */
public sealed interface ExitStatus {
    /** Returns it as a sentence's end: {@code exited with status 1}. */
    String describe();

    /** It returned. */
    record Exited(int status) implements ExitStatus {
        @Override
        public String describe() {
            return "exited with status " + status;
        }
    }

    /**
     * It was ended by a signal.
     *
     * @param name {@code SIGKILL}
     */
    record Signaled(String name) implements ExitStatus {
        @Override
        public String describe() {
            return "was ended by " + name;
        }
    }

    /** It is gone, and was not our child, so the kernel told its status to somebody else (wait(2)). */
    record Unknown() implements ExitStatus {
        @Override
        public String describe() {
            return "is gone";
        }
    }
}
