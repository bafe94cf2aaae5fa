/** Tests of the arithmetic by which two processes are compared. */
@NullMarked
package io.github.deployctl.e2e.bench.crash;

import org.jspecify.annotations.NullMarked;
