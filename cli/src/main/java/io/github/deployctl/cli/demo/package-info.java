/**
 * {@code deployctl demo}: a host, an agent, three jars and a load client on this machine, and the tool's own commands run against them. The host is an SSH
 * server inside this process, everything else is what a user installs. Nothing here is used by any other command.
 */
@NullMarked
package io.github.deployctl.cli.demo;

import org.jspecify.annotations.NullMarked;
