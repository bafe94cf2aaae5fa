package io.github.deployctl.adopter;

import io.github.deployctl.adopter.control.ControlChannel;
import io.github.deployctl.adopter.control.Identity;

/** The end of a JVM that must not serve, because it would be adopted by halves and taken for one that works. */
record Refusal(Environment environment, Identity identity) {
    private static final int FAILED = 70;

    /** Says why, on stderr and to the agent, and ends the JVM. Does not return. */
    void end(String reason) {
        AdopterAgent.say(reason);
        ControlChannel.reportFailure(environment.socket(), identity, reason);
        // Not exit: shutdown hooks of other agents have nothing to do with this and could hang.
        Runtime.getRuntime().halt(FAILED);
    }
}
