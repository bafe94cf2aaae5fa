/** The completion scripts, in the shells that they are for. */
@NullMarked
package io.github.deployctl.cli.completion;

import org.jspecify.annotations.NullMarked;
