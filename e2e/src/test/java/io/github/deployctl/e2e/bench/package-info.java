/** Tests of the benchmarks' arithmetic, and the soak. */
@NullMarked
package io.github.deployctl.e2e.bench;

import org.jspecify.annotations.NullMarked;
