/** A service on Vert.x 5. */
package io.github.deployctl.e2e.apps.vertx5;
