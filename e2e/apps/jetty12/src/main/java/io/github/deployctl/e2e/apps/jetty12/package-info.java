/** A service on Jetty 12. */
package io.github.deployctl.e2e.apps.jetty12;
