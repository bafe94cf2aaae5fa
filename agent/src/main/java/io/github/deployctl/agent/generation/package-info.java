/**
 * Which generations of the app there are, what each may become, and what has to be done about it. Pure values: no clock, no thread, no I/O. One thread, the
 * supervisor's, holds the current {@link io.github.deployctl.agent.generation.Generations} and carries out the effects.
 */
@NullMarked
package io.github.deployctl.agent.generation;

import org.jspecify.annotations.NullMarked;
