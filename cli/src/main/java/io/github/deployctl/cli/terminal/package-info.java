/** Where the words go: the streams, the terminal's width, and the progress while somebody waits. The one package that imports jline. */
@NullMarked
package io.github.deployctl.cli.terminal;

import org.jspecify.annotations.NullMarked;
