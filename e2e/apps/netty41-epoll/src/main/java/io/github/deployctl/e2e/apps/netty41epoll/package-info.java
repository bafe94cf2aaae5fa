/** A service on Netty 4.1 that prefers epoll. */
package io.github.deployctl.e2e.apps.netty41epoll;
