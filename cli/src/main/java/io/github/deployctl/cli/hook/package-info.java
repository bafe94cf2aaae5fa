/**
 * Commands that run on the client's side: around a push, and to look at a host. Knows of no host, no agent and no terminal: it is told what to run with which
 * variables, and says how that went.
 */
@NullMarked
package io.github.deployctl.cli.hook;

import org.jspecify.annotations.NullMarked;
