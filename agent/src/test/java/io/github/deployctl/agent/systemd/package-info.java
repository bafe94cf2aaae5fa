/** Tests of what systemd says to the agent and hears from it. */
@NullMarked
package io.github.deployctl.agent.systemd;

import org.jspecify.annotations.NullMarked;
