/** What being adopted costs an app at start and per request: the processes that are compared, the client that loads them, and the arithmetic. */
@NullMarked
package io.github.deployctl.e2e.bench.overhead;

import org.jspecify.annotations.NullMarked;
