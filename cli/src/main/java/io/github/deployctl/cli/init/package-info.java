/**
 * What a project's own files say of the app: its name, the jar that its build leaves, the port. Files are read and never written, and nothing of the project is
 * run. No picocli, no terminal.
 */
@NullMarked
package io.github.deployctl.cli.init;

import org.jspecify.annotations.NullMarked;
