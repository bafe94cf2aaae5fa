/** The control socket: accepts clients, decodes, calls, encodes. No policy. */
@NullMarked
package io.github.deployctl.agent.control;

import org.jspecify.annotations.NullMarked;
