/** What the host's administrator allows: read afresh each time from a file that only root can write. Knows neither releases nor clients. */
@NullMarked
package io.github.deployctl.agent.policy;

import org.jspecify.annotations.NullMarked;
