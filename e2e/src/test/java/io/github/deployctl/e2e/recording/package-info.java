/** Tests of the animation, and of the one in the README. */
@NullMarked
package io.github.deployctl.e2e.recording;

import org.jspecify.annotations.NullMarked;
