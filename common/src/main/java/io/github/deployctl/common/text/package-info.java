/** Text of strangers, made fit to be shown. No I/O and no state. */
@NullMarked
package io.github.deployctl.common.text;

import org.jspecify.annotations.NullMarked;
