/** A Spring Boot 4 service on Tomcat. */
package io.github.deployctl.e2e.apps.boot4tomcat;
