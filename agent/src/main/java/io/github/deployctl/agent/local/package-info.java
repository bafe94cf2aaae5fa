/**
 * What the agent's command does as a client of an agent that runs on this host: {@code reload} for systemd's ExecReload=, {@code connect} for logins whose sshd
 * forwards no sockets. The wire is all that it knows of the agent.
 */
@NullMarked
package io.github.deployctl.agent.local;

import org.jspecify.annotations.NullMarked;
