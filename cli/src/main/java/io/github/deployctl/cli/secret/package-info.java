/** What this process knows and shows nobody, and where such values come from. No hosts, no options. */
@NullMarked
package io.github.deployctl.cli.secret;

import org.jspecify.annotations.NullMarked;
