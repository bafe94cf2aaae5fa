package io.github.deployctl.agent.adoption;

/** Is told what adopters say. Called on a connection's reading thread. */
public interface AdoptionListener {
    /** Generation {@code number} holds the listener {@code name}. May come more than once. */
    void bound(long number, String name);

    /** The adopter could not do its work; its JVM is about to end. */
    void adoptionFailed(long number, String reason);

    /** Somebody spoke who is no adopter of a running generation, or said what makes no sense. */
    void ignored(String what);
}
