/** A Spring Boot 2.7 service: Tomcat 9, javax.servlet. */
package io.github.deployctl.e2e.apps.boot27tomcat;
