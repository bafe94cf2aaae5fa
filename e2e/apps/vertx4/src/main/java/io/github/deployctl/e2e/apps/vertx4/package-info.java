/** A service on Vert.x 4. */
package io.github.deployctl.e2e.apps.vertx4;
