/** Releases on disk: staged, verified, installed, retained, pruned. Knows nothing of processes; whoever prunes says what is in use. */
@NullMarked
package io.github.deployctl.agent.release;

import org.jspecify.annotations.NullMarked;
