/** A service on Grizzly. */
package io.github.deployctl.e2e.apps.jerseygrizzly;
