/** Whether an agent and an app are after many swaps what they were after a few: what they hold, sampled from outside. */
@NullMarked
package io.github.deployctl.e2e.bench.soak;

import org.jspecify.annotations.NullMarked;
