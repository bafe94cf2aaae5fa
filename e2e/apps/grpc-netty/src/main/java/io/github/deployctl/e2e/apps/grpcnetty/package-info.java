/** A service on gRPC on Netty. */
package io.github.deployctl.e2e.apps.grpcnetty;
