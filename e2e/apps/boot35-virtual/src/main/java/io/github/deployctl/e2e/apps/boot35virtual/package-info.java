/** A Spring Boot 3.5 service on Tomcat whose requests, and acceptor, run on virtual threads. */
package io.github.deployctl.e2e.apps.boot35virtual;
