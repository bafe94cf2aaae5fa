package io.github.deployctl.agent.os;

import java.util.HashMap;
import java.util.Map;

/** Signals that the test raises; the action runs on the test's thread. */
public final class FakeSignals implements SignalSource {
    private final Map<String, Runnable> actions = new HashMap<>();

    /** Raises a signal that somebody handles. */
    public void raise(String name) {
        Runnable action = actions.get(name);
        if (action == null) {
            throw new IllegalStateException("nobody handles " + name);
        }
        action.run();
    }

    @Override
    public void on(String name, Runnable action) {
        actions.put(name, action);
    }
}
