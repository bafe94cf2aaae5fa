/** Reads the jar that is to be deployed: is it one, which version, which checksum. Does not know where it goes. */
@NullMarked
package io.github.deployctl.cli.artifact;

import org.jspecify.annotations.NullMarked;
