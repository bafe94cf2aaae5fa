/** A Quarkus service. */
package io.github.deployctl.e2e.apps.quarkusuber;
