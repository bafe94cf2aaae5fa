/**
 * The check of a host from outside, by a command on the client's side. Knows of no host, no agent and no terminal: it is told what to run with which variables, and says how
 * that went.
 */
@NullMarked
package io.github.deployctl.cli.verify;

import org.jspecify.annotations.NullMarked;
