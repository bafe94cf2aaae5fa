/** One conversation with an agent over two streams, each wait with a named deadline. How the streams come about is a {@link io.github.deployctl.cli.remote.Connector}'s matter; no SSH library here. */
@NullMarked
package io.github.deployctl.cli.remote;

import org.jspecify.annotations.NullMarked;
