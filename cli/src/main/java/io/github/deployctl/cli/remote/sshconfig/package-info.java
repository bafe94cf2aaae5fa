/**
 * What ssh_config(5) says of a host, asked of OpenSSH or read strictly where it is not installed, and made a {@code Destination}. Text and files only: no
 * SSH library, and no network.
 */
@NullMarked
package io.github.deployctl.cli.remote.sshconfig;

import org.jspecify.annotations.NullMarked;
