/** Tests of the matrix itself: that it counts what is lost, and that the README says what was measured. */
@NullMarked
package io.github.deployctl.e2e.matrix;

import org.jspecify.annotations.NullMarked;
