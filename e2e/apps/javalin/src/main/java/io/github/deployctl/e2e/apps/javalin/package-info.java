/** A service on Javalin. */
package io.github.deployctl.e2e.apps.javalin;
