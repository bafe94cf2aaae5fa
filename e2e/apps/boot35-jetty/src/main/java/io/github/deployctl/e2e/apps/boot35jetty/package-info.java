/** A Spring Boot 3.5 service on Jetty. */
package io.github.deployctl.e2e.apps.boot35jetty;
