package io.github.deployctl.agent.launch;

import io.github.deployctl.agent.release.Release;
import io.github.deployctl.common.config.ProbeAddress;
import io.github.deployctl.common.config.ReadyCheck;
import java.time.Duration;
import java.util.Optional;

/** Asks the live generation what it was asked when it was a candidate, where it answers now: on the public address, on which it alone accepts. */
public final class LiveProbe {
    /** So many failures in a row are no hiccup. */
    static final int FAILURES = 3;

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final HttpProbe probe;
    private final Duration longestAnswer;

    /** An answer may take as long as that of a candidate. */
    private LiveProbe(HttpProbe probe, ReadyCheck check) {
        this.probe = probe;
        this.longestAnswer = check.timeout();
    }

    /**
     * Returns nothing for a release that is not asked over HTTP: then only its end tells.
     *
     * @param own where the generation answers when that is an address of its own; if the agent has chosen its port, only the agent that did knows
     */
    public static Optional<LiveProbe> of(Release release, Optional<ProbeAddress> own) {
        ReadyCheck.HttpProbe http = release.declaration().ready().http();
        if (http == null) {
            return Optional.empty();
        }
        ProbeAddress declared = http.address();
        if (declared != null) {
            return own.or(() -> Optional.of(declared).filter(address -> !address.isChosen()))
                    .map(address -> new LiveProbe(
                            HttpProbe.ofAddress(http, address),
                            release.declaration().ready()));
        }
        String name = release.declaration().probedListener();
        return Optional.ofNullable(release.declaration().listeners().get(name))
                .map(address -> new LiveProbe(
                        HttpProbe.ofPublic(http, address), release.declaration().ready()));
    }

    /** Asks until it has failed several times in a row. Returns what came back, or nothing when the thread was interrupted. */
    public Optional<String> awaitFailure() {
        int failures = 0;
        HttpProbe.Answer last = new HttpProbe.Answer(true, "");
        while (failures < FAILURES) {
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
            last = probe.ask(longestAnswer);
            failures = last.ready() ? 0 : failures + 1;
        }
        return Optional.of(probe.describe() + " " + last.text() + ", " + FAILURES + " times in a row");
    }
}
