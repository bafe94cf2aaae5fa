/** The app's declaration, {@code deployctl.yml}, as records. Reading YAML is the client's; checking that the values make sense is done here. */
@NullMarked
package io.github.deployctl.common.config;

import org.jspecify.annotations.NullMarked;
