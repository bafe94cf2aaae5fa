/** A service on the JDK's HttpServer. */
package io.github.deployctl.e2e.apps.jdkhttpserver;
