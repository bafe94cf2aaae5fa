/**
 * From a release to a running candidate and a verdict on it: checks before, the command and environment, the wait for bound and ready, and the evidence when
 * it fails. Touches no live generation.
 */
@NullMarked
package io.github.deployctl.agent.launch;

import org.jspecify.annotations.NullMarked;
