/** A service on Jetty 11. */
package io.github.deployctl.e2e.apps.jetty11;
