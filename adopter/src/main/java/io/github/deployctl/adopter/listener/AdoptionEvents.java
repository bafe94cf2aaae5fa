package io.github.deployctl.adopter.listener;

/** What the adoption tells. Called with its lock held, by threads of the app too: must return at once. */
public interface AdoptionEvents {
    /** The adopted fds have changed to these. The array is the receiver's. */
    void adopted(int[] fds);

    /** A listener has been adopted. */
    void bound(String name);

    /** A bind that should have been an adoption is left to the JDK. */
    void failed(String reason);
}
