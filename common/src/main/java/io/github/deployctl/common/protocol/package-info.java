/**
 * The wire between client and agent: one record a message, one JSON object a line, and length-prefixed frames for an artifact's bytes. Streams are
 * handed in; nothing here opens a socket.
 */
@NullMarked
package io.github.deployctl.common.protocol;

import org.jspecify.annotations.NullMarked;
