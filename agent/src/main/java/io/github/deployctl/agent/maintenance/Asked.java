package io.github.deployctl.agent.maintenance;

/** What somebody has asked, as far as that makes a difference. */
enum Asked {
    /** The head of the request is not complete. */
    NOTHING_YET,
    /** For the page. */
    WHOLE,
    /** For what would come before the page. */
    HEAD_ONLY,
    /** In a head of more than {@link Head#LONGEST} bytes. */
    TOO_LARGE,
    /** In a head that was not complete in time. */
    TOO_SLOW,
    /** In what is text, but no request line. */
    MALFORMED,
    /** In HTTP/2, without having asked whether that is spoken. */
    HTTP2,
    /** For a TLS handshake. */
    TLS,
    /** In no words that are known. */
    SOMETHING_ELSE
}
