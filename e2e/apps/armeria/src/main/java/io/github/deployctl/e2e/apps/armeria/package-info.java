/** A service on Armeria. */
package io.github.deployctl.e2e.apps.armeria;
