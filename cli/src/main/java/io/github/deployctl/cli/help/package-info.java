/**
 * What can be read about deployctl beside the help of each command: the topics of {@code deployctl help}. Made of what the code itself goes by, so that it
 * cannot say anything else; knows no command, no terminal and no host.
 */
@NullMarked
package io.github.deployctl.cli.help;

import org.jspecify.annotations.NullMarked;
