/** The clients that ask a server app in one of its modes and keep what each request came to. They know nothing of agents and swaps. */
@NullMarked
package io.github.deployctl.e2e.matrix.load;

import org.jspecify.annotations.NullMarked;
