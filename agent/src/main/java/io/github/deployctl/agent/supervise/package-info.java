/**
 * The one thread that owns the live state, and what it does about it. Everything else posts to its loop and reads immutable answers. The recipe of a
 * hand-over is here; what may follow what is decided by {@code generation}.
 */
@NullMarked
package io.github.deployctl.agent.supervise;

import org.jspecify.annotations.NullMarked;
