/** Projects of many shapes, and what init makes of them. */
@NullMarked
package io.github.deployctl.cli.init;

import org.jspecify.annotations.NullMarked;
