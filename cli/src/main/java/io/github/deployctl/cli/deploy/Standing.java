package io.github.deployctl.cli.deploy;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.protocol.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Keeps one sentence that says what is true on the hosts if this process ends now. Used by the deploying thread; the sentence goes out at each change. */
public final class Standing implements Progress {
    /** Of a deploy that its client has left. */
    public static final String KEEPS = " keeps what it has: the agent gives up unless traffic has moved";

    private static final String CONNECTING = "connecting";

    private final Consumer<String> told;
    private final String unattended;
    /** Hosts by what they are since they were asked. */
    private final Map<String, List<String>> done = new LinkedHashMap<>();

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
        if (!outcome.state().isEmpty()) {
            done.computeIfAbsent(outcome.state(), state -> new ArrayList<>())
                    .add(outcome.host().label());
        }
        tell("");
    }

    private void tell(String now) {
        List<String> parts = new ArrayList<>();
        done.forEach((state, hosts) -> parts.add(state + ": " + String.join(", ", hosts)));
        if (!now.isEmpty()) {
            parts.add(now);
        }
        told.accept(parts.isEmpty() ? "nothing was changed on any host" : String.join("; ", parts));
    }
}
