package io.github.deployctl.agent.os;

/**
 * How a listening socket is, whichever process it is asked of.
 *
 * @param listening false when a holder has shut it down, so that connects are refused
 * @param waiting connections that no process has accepted yet; 0 when it does not listen
 * @param limit how many may wait before the kernel drops those that come (the backlog in effect, listen(2)); 0 when it does not listen
 */
public record AcceptQueue(boolean listening, int waiting, int limit) {
    public boolean isFull() {
        // The kernel takes one more than the limit (sk_acceptq_is_full).
        return listening && waiting > limit;
    }
}
