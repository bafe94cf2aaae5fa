/**
 * What {@code /proc} and {@code /sys/fs/cgroup} tell of the host and of a process: parsers, and the implementation of {@link
 * io.github.deployctl.agent.os.Host}. Reads files and nothing else: no system call of its own, no state. A process may vanish between two reads, so a
 * file that cannot be read means that there is nothing to tell.
 */
@NullMarked
package io.github.deployctl.agent.procfs;

import org.jspecify.annotations.NullMarked;
