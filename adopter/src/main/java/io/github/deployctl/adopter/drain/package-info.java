/**
 * Ends keep-alive connections politely: says {@code Connection: close} in the responses of a draining app. Bytes in, bytes out; no
 * input or output, no thread, nothing about listeners.
 */
@NullMarked
package io.github.deployctl.adopter.drain;

import org.jspecify.annotations.NullMarked;
