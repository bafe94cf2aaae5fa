/** The service that tests deploy when the demo's is too well behaved. It runs in its own JVM and uses nothing but the JDK and the demo server. */
@NullMarked
package io.github.deployctl.e2e.app;

import org.jspecify.annotations.NullMarked;
