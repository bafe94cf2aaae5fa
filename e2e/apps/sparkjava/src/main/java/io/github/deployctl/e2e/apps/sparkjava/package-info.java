/** A service on Spark. */
package io.github.deployctl.e2e.apps.sparkjava;
