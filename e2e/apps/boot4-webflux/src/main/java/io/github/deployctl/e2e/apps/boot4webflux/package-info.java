/** A Spring Boot 4 WebFlux service on reactor-netty. */
package io.github.deployctl.e2e.apps.boot4webflux;
