/** What travels when a jar is pushed, beside what scp and rsync send for the same. It makes jars and a slow line of its own; it knows nothing of how deployctl does it. */
@NullMarked
package io.github.deployctl.e2e.bench.upload;

import org.jspecify.annotations.NullMarked;
