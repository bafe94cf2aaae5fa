/** A service on Helidon SE. */
package io.github.deployctl.e2e.apps.helidon;
