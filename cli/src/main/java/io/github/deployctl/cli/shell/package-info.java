/** One command line after another in one process: what is typed or read, its words, what is kept of it, and how one that runs is left. No options and no jline here. */
@NullMarked
package io.github.deployctl.cli.shell;

import org.jspecify.annotations.NullMarked;
