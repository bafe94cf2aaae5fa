/** Artifacts behind a URL, for whoever fetches one. The only package here that opens connections; it knows no files and starts no threads. */
@NullMarked
package io.github.deployctl.common.fetch;

import org.jspecify.annotations.NullMarked;
