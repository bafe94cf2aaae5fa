/** What can be read of a jar without starting it: which class it starts, for which Java, and which libraries are in it. Opens no file. */
@NullMarked
package io.github.deployctl.common.jar;

import org.jspecify.annotations.NullMarked;
