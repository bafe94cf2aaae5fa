/**
 * What systemd says to a service and hears from it, beyond the socket itself: the listeners passed in at the start, the watchdog's pulse, the line of state. No
 * system call is made here and nothing about generations is decided.
 */
@NullMarked
package io.github.deployctl.agent.systemd;

import org.jspecify.annotations.NullMarked;
