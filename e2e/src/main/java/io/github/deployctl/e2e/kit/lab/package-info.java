/**
 * Hosts with a real systemd and sshd, each with an address of its own, in namespaces of this machine: what {@code e2e/lab/host} boots. Nothing here knows what
 * is installed on them.
 */
@NullMarked
package io.github.deployctl.e2e.kit.lab;

import org.jspecify.annotations.NullMarked;
