/**
 * Which paths users ask for, counted for the warm-up of the next generation, where the app's declaration wants that and nowhere else. Paths and counts alone: no
 * query, no header, no address. No input or output, no thread.
 */
@NullMarked
package io.github.deployctl.adopter.asked;

import org.jspecify.annotations.NullMarked;
