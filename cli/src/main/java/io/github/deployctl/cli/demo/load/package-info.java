/**
 * A load client that can be believed: plain sockets, a fixed pace, every response checked to its last byte, every loss named by its kind. It knows nothing of
 * deployctl. {@link io.github.deployctl.cli.demo.load.Connection} serves those who send other requests; a transport's losses are named here alone.
 */
@NullMarked
package io.github.deployctl.cli.demo.load;

import org.jspecify.annotations.NullMarked;
