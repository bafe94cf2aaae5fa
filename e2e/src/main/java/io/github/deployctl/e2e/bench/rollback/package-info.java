/** How long a rollback takes until its first answer. What it starts it ends. */
@NullMarked
package io.github.deployctl.e2e.bench.rollback;

import org.jspecify.annotations.NullMarked;
