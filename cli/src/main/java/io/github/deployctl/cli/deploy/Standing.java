package io.github.deployctl.cli.deploy;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.protocol.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Keeps one sentence that says what is true on the hosts if this process ends now. Used by the deploying thread; the sentence goes out at each change. */
public final class Standing implements Progress {
    /** Of a deploy that its client has left. */
    public static final String KEEPS = " keeps what it has: the agent gives up unless traffic has moved";

    private static final String CONNECTING = "connecting";

    private final Consumer<String> told;
    private final String unattended;
    private final List<String> changed = new ArrayList<>();

    public Standing(Consumer<String> told) {
        this(told, KEEPS);
    }

    /** @param unattended what is true of a host that was asked and has not answered, after its name */
    public Standing(Consumer<String> told, String unattended) {
        this.told = told;
        this.unattended = unattended;
        told.accept("nothing was changed on any host");
    }

    @Override
    public void begin(HostAddress host, String what) {
        tell(host.label() + (what.equals(CONNECTING) ? KEEPS : unattended));
    }

    @Override
    public void sending(HostAddress host, long sent, long total) {
        // Said when it began.
    }

    @Override
    public void event(HostAddress host, Event event) {
        if (event instanceof Event.Live live) {
            tell("generation " + live.generation() + " serves on " + host.label() + "; the agent finishes by itself");
        }
    }

    @Override
    public void finished(HostOutcome outcome) {
        if (outcome.isChanged()) {
            changed.add(outcome.host().label());
        }
        tell("");
    }

    private void tell(String now) {
        String done = changed.isEmpty() ? "" : "changed and serving: " + String.join(", ", changed);
        told.accept(done.isEmpty() && now.isEmpty() ? "nothing was changed on any host" : join(done, now));
    }

    private static String join(String done, String now) {
        return done.isEmpty() || now.isEmpty() ? done + now : done + "; " + now;
    }
}
