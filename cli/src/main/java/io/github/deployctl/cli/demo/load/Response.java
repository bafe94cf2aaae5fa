package io.github.deployctl.cli.demo.load;

/**
 * A whole answer.
 *
 * @param close whether the server said that it ends the connection after it (RFC 9112, 9.6)
 */
public record Response(int status, String body, boolean close) {}
