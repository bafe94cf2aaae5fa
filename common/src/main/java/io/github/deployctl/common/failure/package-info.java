/** The one error type that crosses the wire and reaches a user. Knows nothing of terminals, sockets or exit calls. */
@NullMarked
package io.github.deployctl.common.failure;

import org.jspecify.annotations.NullMarked;
