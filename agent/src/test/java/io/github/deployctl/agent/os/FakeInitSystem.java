package io.github.deployctl.agent.os;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Remembers what it is told, and keeps listeners by name. */
public final class FakeInitSystem implements InitSystem {
    private final List<String> told = new ArrayList<>();
    private final Map<String, Fd> kept = new LinkedHashMap<>();

    @Override
    public void tell(String state) {
        told.add(state);
    }

    @Override
    public void keep(String name, Fd listener) {
        kept.put(name, listener);
    }

    @Override
    public void release(String name) {
        kept.remove(name);
    }

    /** Returns what was said, in order. */
    public List<String> told() {
        return List.copyOf(told);
    }

    /** Returns what is in keeping, in the order in which it came. */
    public Map<String, Fd> kept() {
        return new LinkedHashMap<>(kept);
    }
}
