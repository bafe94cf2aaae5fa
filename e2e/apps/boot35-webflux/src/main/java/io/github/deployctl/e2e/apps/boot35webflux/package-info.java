/** A Spring Boot 3.5 WebFlux service on reactor-netty. */
package io.github.deployctl.e2e.apps.boot35webflux;
