/** A service on Undertow. */
package io.github.deployctl.e2e.apps.undertow;
