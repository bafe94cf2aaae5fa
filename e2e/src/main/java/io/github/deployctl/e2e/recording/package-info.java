/** Makes the animation in the README of a real run of a command. */
@NullMarked
package io.github.deployctl.e2e.recording;

import org.jspecify.annotations.NullMarked;
