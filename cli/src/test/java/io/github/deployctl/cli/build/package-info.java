/** What the build runs on what it has made, before it is packed. No tests. */
@NullMarked
package io.github.deployctl.cli.build;

import org.jspecify.annotations.NullMarked;
