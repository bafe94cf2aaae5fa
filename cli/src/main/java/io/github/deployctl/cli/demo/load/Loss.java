package io.github.deployctl.cli.demo.load;

/** Why a request did not get its answer. */
public enum Loss {
    /** Nobody accepted the connection: RST in answer to SYN. */
    REFUSED,
    /** The connection was reset, or closed before the first byte of the answer to a request that was already sent. */
    RESET,
    /** The answer began and the connection was closed before its announced end. */
    TRUNCATED,
    /** No whole answer before the request's deadline; waiting for the accept counts. */
    TIMED_OUT,
    /** A whole answer with another body than the request must get, or bytes that nobody asked for. */
    WRONG_BODY,
    /** An answer with another status than 200, or one that is no HTTP at all. */
    BAD_STATUS
}
