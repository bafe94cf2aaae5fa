/** The conversation with the deployctl agent: one thread, lines both ways. It carries commands out through {@code Commands} only. */
@NullMarked
package io.github.deployctl.adopter.control;

import org.jspecify.annotations.NullMarked;
