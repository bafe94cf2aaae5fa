/** Tests of the load against servers that lose requests on purpose. */
@NullMarked
package io.github.deployctl.e2e.matrix.load;

import org.jspecify.annotations.NullMarked;
