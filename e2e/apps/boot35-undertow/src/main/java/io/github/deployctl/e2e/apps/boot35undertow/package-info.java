/** A Spring Boot 3.5 service on Undertow. */
package io.github.deployctl.e2e.apps.boot35undertow;
