/** A service on Netty 4.2. */
package io.github.deployctl.e2e.apps.netty42;
