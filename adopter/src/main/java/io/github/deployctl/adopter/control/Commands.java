package io.github.deployctl.adopter.control;

import java.io.IOException;

/** What the agent can order. Called by the control thread; all may be repeated. */
public interface Commands {
    /** Accept on the public socket. */
    void live() throws IOException;

    /** Accept on the private socket, and end keep-alive connections with their next response. */
    void drain() throws IOException;

    /** List the loaded classes in the file that the environment names. */
    void classes() throws IOException;

    /** Say which paths users have asked for. */
    void paths();

    /** Collect what garbage there is, so that the next pause for it is far. */
    void collect();
}
