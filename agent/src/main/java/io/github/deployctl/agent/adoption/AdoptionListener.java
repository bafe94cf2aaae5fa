package io.github.deployctl.agent.adoption;

/** Is told what adopters say. Called on a connection's reading thread. */
public interface AdoptionListener {
    /** The JVM with number {@code pid}, of generation {@code number}, holds the listener {@code name}. May come more than once. */
    void bound(long number, String name, long pid);

    /**
     * The app is about to listen on a fixed port that no listener declares.
     *
     * @param host a literal address, or {@code *}
     */
    void undeclared(long number, String host, int port);

    /** The adopter could not do its work; its JVM is about to end. */
    void adoptionFailed(long number, String reason);

    /** Somebody spoke who is no adopter of a running generation, or said what makes no sense. */
    void ignored(String what);
}
