/**
 * What is measured while traffic moves from one generation to another: what the kernel dropped, how long a connection may have waited to be accepted, and
 * whether the listening sockets stayed as they were opened. All by looking, never by a connection of its own. Arithmetic, and one thread that lives as long as
 * a hand-over; the kernel is behind the interfaces of {@code os}, and no decision is made here.
 */
@NullMarked
package io.github.deployctl.agent.proof;

import org.jspecify.annotations.NullMarked;
