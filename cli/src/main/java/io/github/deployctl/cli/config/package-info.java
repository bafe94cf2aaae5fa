/** Reads {@code deployctl.yml}, strictly: every error has a file, a line and a column. The one package that imports the YAML library; what values make sense is decided by the records of {@code common}. */
@NullMarked
package io.github.deployctl.cli.config;

import org.jspecify.annotations.NullMarked;
