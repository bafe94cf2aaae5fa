/** The other side for the tests: sockets and child JVMs as an agent would make them, the agent's end of the control channel, users. */
@NullMarked
package io.github.deployctl.adopter.lab;

import org.jspecify.annotations.NullMarked;
