/** Secrets, and what keeps them out of what is shown: values and texts in, texts out. No I/O, no state that changes. */
@NullMarked
package io.github.deployctl.common.secret;

import org.jspecify.annotations.NullMarked;
