/** A service on gRPC on its own relocated Netty, native transport included. */
package io.github.deployctl.e2e.apps.grpcnettyshaded;
