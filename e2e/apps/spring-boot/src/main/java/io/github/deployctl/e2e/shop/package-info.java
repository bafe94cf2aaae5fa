/** A Spring Boot service to deploy in tests. Knows nothing of deployctl and its own version is the one in its manifest. */
package io.github.deployctl.e2e.shop;
