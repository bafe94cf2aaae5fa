/**
 * A load client that can be believed: plain sockets, a fixed pace, every response checked to its last byte, every loss named by its kind. It knows nothing of
 * deployctl, and nothing outside this package decides what counts as lost.
 */
@NullMarked
package io.github.deployctl.cli.demo.load;

import org.jspecify.annotations.NullMarked;
