/** An agent, or its app, that is killed at each step that the agent records, and what is the matter afterwards. Learns the steps from a run in which nobody dies. */
@NullMarked
package io.github.deployctl.e2e.bench.crash;

import org.jspecify.annotations.NullMarked;
