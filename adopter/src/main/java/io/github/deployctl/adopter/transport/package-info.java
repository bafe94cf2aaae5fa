/**
 * Netty's transports of its own, whose sockets do not pass through the JDK: how they are turned off, and how the operator learns
 * of it. Nothing here knows the adoption.
 */
@NullMarked
package io.github.deployctl.adopter.transport;

import org.jspecify.annotations.NullMarked;
