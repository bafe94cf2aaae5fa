/**
 * System calls: the only package that may load native code. It reaches the C library through jffi, the layer under jnr-ffi and jnr-posix, because those
 * two cost several times its memory. Every native result is checked here, once, and becomes an {@link io.github.deployctl.agent.os.OsException}. No
 * policy lives here: what to launch, when to signal and which listener to keep is decided elsewhere.
 */
@NullMarked
package io.github.deployctl.agent.posix;

import org.jspecify.annotations.NullMarked;
