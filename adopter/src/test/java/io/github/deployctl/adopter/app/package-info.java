/**
 * Servers that know nothing of deployctl, one for each way in which a JVM accepts connections. They run in child JVMs with nothing
 * but the JDK.
 */
@NullMarked
package io.github.deployctl.adopter.app;

import org.jspecify.annotations.NullMarked;
