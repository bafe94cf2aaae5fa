/** A service on Netty 4.2 that prefers io_uring. */
package io.github.deployctl.e2e.apps.netty42uring;
