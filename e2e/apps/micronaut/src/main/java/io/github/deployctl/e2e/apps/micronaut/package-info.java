/** A service on Micronaut. */
package io.github.deployctl.e2e.apps.micronaut;
