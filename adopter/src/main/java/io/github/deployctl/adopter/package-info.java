/**
 * The entry point of the agent and the reading of its environment; wiring only. Nothing in this module may throw into the app, and
 * nothing on the way through premain may use a lambda, a regular expression or string formatting: the first of each costs the
 * app's start several milliseconds.
 */
@NullMarked
package io.github.deployctl.adopter;

import org.jspecify.annotations.NullMarked;
