/** Accepting on the agent's own Unix sockets. What is said on a connection is its server's; nothing is read or decided here. */
@NullMarked
package io.github.deployctl.agent.socket;

import org.jspecify.annotations.NullMarked;
