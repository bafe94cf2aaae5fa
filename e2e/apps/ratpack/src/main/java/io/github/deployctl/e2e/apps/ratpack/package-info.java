/** A service on Ratpack. */
package io.github.deployctl.e2e.apps.ratpack;
