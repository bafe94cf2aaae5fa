/**
 * What the agent asks of the operating system, as interfaces and values small enough to fake by hand. No implementation here: {@code posix} makes system
 * calls, {@code procfs} reads {@code /proc}.
 */
@NullMarked
package io.github.deployctl.agent.os;

import org.jspecify.annotations.NullMarked;
