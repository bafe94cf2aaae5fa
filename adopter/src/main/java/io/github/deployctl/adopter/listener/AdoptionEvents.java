package io.github.deployctl.adopter.listener;

/** What the adoption tells. Called by threads of the app too, some with a lock held: must return at once. */
public interface AdoptionEvents {
    /** The adopted fds have changed to these. The array is the receiver's. */
    void adopted(int[] fds);

    /** A listener has been adopted. */
    void bound(String name);

    /**
     * The app is about to bind a fixed port that is no listener's. Told once.
     *
     * @param host a literal address, or {@code *} for any
     */
    void undeclared(String host, int port);

    /** A bind that should have been an adoption is left to the JDK. */
    void failed(String reason);
}
