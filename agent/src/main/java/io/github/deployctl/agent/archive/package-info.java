/**
 * Archives of a release's classes (CDS), made on the host while the release serves and used by its next start. Nothing here may fail a start: what cannot be
 * made or used is done without. Knows nothing of generations.
 */
@NullMarked
package io.github.deployctl.agent.archive;

import org.jspecify.annotations.NullMarked;
