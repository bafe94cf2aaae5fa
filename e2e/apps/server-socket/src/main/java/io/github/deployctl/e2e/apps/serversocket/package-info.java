/** A service on ServerSocket, a thread for each connection. */
package io.github.deployctl.e2e.apps.serversocket;
