/**
 * As much of GitHub's runner as composite actions of bash steps meet: inputs, expressions, files for outputs and summaries, workflow commands, masks, cancellation.
 * What it does not know it refuses, so that no action passes here by luck. Nothing here knows what the actions do.
 */
@NullMarked
package io.github.deployctl.e2e.kit.actions;

import org.jspecify.annotations.NullMarked;
