/** A service on Jetty 9.4. */
package io.github.deployctl.e2e.apps.jetty9;
