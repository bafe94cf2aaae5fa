/** Reaches an agent's socket over SSH. The one package that imports sshj, and nothing of sshj leaves it. */
@NullMarked
package io.github.deployctl.cli.remote.ssh;

import org.jspecify.annotations.NullMarked;
