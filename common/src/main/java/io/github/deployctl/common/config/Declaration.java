package io.github.deployctl.common.config;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.Quoted;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What {@code deployctl.yml} says about running the app on a host. It travels with the release and is kept beside it.
 *
 * @param listeners by name, in the order they were declared; at least one
 * @param retention which releases stay on a host
 * @param handOver how it takes the place of the release before it
 */
public record Declaration(
        AppName app,
        Map<String, ListenAddress> listeners,
        Launch launch,
        ReadyCheck ready,
        Deadlines deadlines,
        Retention retention,
        HandOver handOver,
        StartUp startUp,
        SafetyNet safetyNet) {
    /** More would not fit one launch's environment comfortably, and nobody has that many. */
    private static final int MOST_LISTENERS = 32;

    private static final Pattern LISTENER_NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");

    public Declaration {
        requireNonNull(app, "app");
        requireNonNull(launch, "launch");
        requireNonNull(ready, "ready");
        requireNonNull(deadlines, "deadlines");
        // Absent in what a client wrote that did not know them.
        retention = retention == null ? Retention.DEFAULT : retention;
        handOver = handOver == null ? HandOver.ADOPT : handOver;
        startUp = startUp == null ? StartUp.DEFAULT : startUp;
        safetyNet = safetyNet == null ? SafetyNet.DEFAULT : safetyNet;
        listeners = Collections.unmodifiableMap(new LinkedHashMap<>(listeners));
        if (listeners.isEmpty() || listeners.size() > MOST_LISTENERS) {
            throw new IllegalArgumentException("listeners must name between 1 and " + MOST_LISTENERS + " addresses");
        }
        Map<Integer, String> byPort = new HashMap<>();
        listeners.forEach((name, address) -> {
            if (!LISTENER_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "listener name " + Quoted.of(name) + " is not lower-case letters, digits and hyphens");
            }
            String other = byPort.put(address.port(), name);
            if (other != null) {
                throw new IllegalArgumentException(
                        "listeners " + other + " and " + name + " share port " + address.port());
            }
        });
        ReadyCheck.HttpProbe http = ready.http();
        if (http != null && http.listener() != null && !listeners.containsKey(http.listener())) {
            throw new IllegalArgumentException(
                    "ready.http names listener " + Quoted.of(http.listener()) + ", which is not declared");
        }
        if (!handOver.isAdopted() && !ready.isOwn()) {
            throw new IllegalArgumentException(
                    "handover: inherit has no private listener to probe; write ready: {notify: true}, or ready: {http: {path: /health, address: \"127.0.0.1:0\"}} for a port that the app takes from DEPLOYCTL_READY_PORT");
        }
    }

    /** Everything that is not named at its default. */
    public Declaration(
            AppName app, Map<String, ListenAddress> listeners, Launch launch, ReadyCheck ready, Deadlines deadlines) {
        this(
                app,
                listeners,
                launch,
                ready,
                deadlines,
                Retention.DEFAULT,
                HandOver.ADOPT,
                StartUp.DEFAULT,
                SafetyNet.DEFAULT);
    }

    /** The smallest declaration that works. */
    public static Declaration of(AppName app, Map<String, ListenAddress> listeners) {
        return new Declaration(app, listeners, Launch.DEFAULT, ReadyCheck.DEFAULT, Deadlines.DEFAULT);
    }

    public Declaration with(Retention other) {
        return new Declaration(app, listeners, launch, ready, deadlines, other, handOver, startUp, safetyNet);
    }

    public Declaration with(HandOver other) {
        return new Declaration(app, listeners, launch, ready, deadlines, retention, other, startUp, safetyNet);
    }

    public Declaration with(StartUp other) {
        return new Declaration(app, listeners, launch, ready, deadlines, retention, handOver, other, safetyNet);
    }

    public Declaration with(SafetyNet other) {
        return new Declaration(app, listeners, launch, ready, deadlines, retention, handOver, startUp, other);
    }

    /** Returns the name of the listener that the readiness probe asks. */
    public String probedListener() {
        ReadyCheck.HttpProbe http = ready.http();
        return http != null && http.listener() != null
                ? http.listener()
                : listeners.keySet().iterator().next();
    }
}
