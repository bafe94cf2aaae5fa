/** The agent's entry: the command line, the wiring, the exit status. Everything it wires lives in the packages below. */
@NullMarked
package io.github.deployctl.agent;

import org.jspecify.annotations.NullMarked;
