/**
 * What an archive of this tool's classes is made from: a run in which the common commands meet everything that they meet at a user's, on loopback and in a folder
 * of its own. Run by {@code lib/make-archive}; nothing else may depend on it.
 */
@NullMarked
package io.github.deployctl.cli.rehearsal;

import org.jspecify.annotations.NullMarked;
