/** A service on Netty 4.1. */
package io.github.deployctl.e2e.apps.netty41;
