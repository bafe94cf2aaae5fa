/** The JSON library and how values are written in it. The one package that imports it; everything else passes records. */
@NullMarked
package io.github.deployctl.common.json;

import org.jspecify.annotations.NullMarked;
