/** A host in this process, for the demo and the tests: an SSH server on a loopback port that forwards to Unix sockets and does nothing else. The one package that imports sshd. */
@NullMarked
package io.github.deployctl.cli.demo.host;

import org.jspecify.annotations.NullMarked;
