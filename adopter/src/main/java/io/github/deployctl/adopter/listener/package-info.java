/**
 * Listening sockets: which were handed over, which the app has adopted, and the exchange of the file under an fd. The kernel is
 * reached through {@link io.github.deployctl.adopter.listener.Kernel} alone.
 */
@NullMarked
package io.github.deployctl.adopter.listener;

import org.jspecify.annotations.NullMarked;
