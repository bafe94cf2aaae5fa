package io.github.deployctl.agent.os;

import java.util.List;

/** The agent that is installed now, which takes this one's place in the same process: number, children and listeners stay (execve(2)). */
public interface Successor {
    /** None: this agent was not started by its launcher. */
    Successor NONE = new Successor() {
        @Override
        public String check() throws OsException {
            throw new OsException("upgrade", "ENOENT", "this agent was not started by its launcher");
        }

        @Override
        public void takeOver(List<Passed> listeners) throws OsException {
            check();
        }
    };

    /**
     * A listener that is passed on.
     *
     * @param name has no colon; several may have the same, as those of one socket unit do
     */
    record Passed(String name, Fd listener) {}

    /**
     * Has it say its version, which takes a JVM's start, and so shows that it can be started here.
     *
     * @throws OsException when it is missing or does not run
     */
    String check() throws OsException;

    /**
     * Becomes it. Returns only by throwing, and then this agent has all that it had.
     *
     * @param listeners it finds them as a service manager would pass them in (sd_listen_fds(3))
     */
    void takeOver(List<Passed> listeners) throws OsException;
}
