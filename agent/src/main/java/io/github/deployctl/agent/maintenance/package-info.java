/**
 * What answers on the public listeners in the place of the app: a small HTTP/1.1 responder that says the same to everybody, with hard limits. It knows sockets and
 * bytes; when it answers, and on which listeners, is decided elsewhere.
 */
@NullMarked
package io.github.deployctl.agent.maintenance;

import org.jspecify.annotations.NullMarked;
