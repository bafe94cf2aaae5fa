/** A service on AsynchronousServerSocketChannel. */
package io.github.deployctl.e2e.apps.asyncchannel;
