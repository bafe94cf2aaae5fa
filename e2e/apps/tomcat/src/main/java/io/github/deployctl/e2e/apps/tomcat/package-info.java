/** A service on embedded Tomcat. */
package io.github.deployctl.e2e.apps.tomcat;
