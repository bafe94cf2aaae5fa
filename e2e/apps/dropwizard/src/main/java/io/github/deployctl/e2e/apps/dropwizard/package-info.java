/** A service on Dropwizard. */
package io.github.deployctl.e2e.apps.dropwizard;
