/** The entry point: wiring, exit status, and what a user sees when something went wrong. Everything else is in the packages below. */
@NullMarked
package io.github.deployctl.cli;

import org.jspecify.annotations.NullMarked;
