/**
 * Making a host ready: the public keys, the script that a host is set up by, and its run on one host after another. Reaches hosts through {@code remote} alone
 * and prints nothing.
 */
@NullMarked
package io.github.deployctl.cli.setup;

import org.jspecify.annotations.NullMarked;
