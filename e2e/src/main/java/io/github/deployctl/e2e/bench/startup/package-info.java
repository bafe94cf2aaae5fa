/** What {@code e2e/bench startup} is made of: commands that are timed as a user waits for them, one after another in rounds. */
@NullMarked
package io.github.deployctl.e2e.bench.startup;

import org.jspecify.annotations.NullMarked;
