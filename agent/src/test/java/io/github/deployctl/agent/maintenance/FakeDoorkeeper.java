package io.github.deployctl.agent.maintenance;

import java.time.Duration;
import java.util.List;

/** Answers nobody, and remembers where it would. */
public final class FakeDoorkeeper implements Doorkeeper {
    private List<Door> doors = List.of();
    private int changes;

    @Override
    public void attend(List<Door> next, Answers answers) {
        doors = List.copyOf(next);
        changes++;
    }

    @Override
    public void rest(Duration most) {
        doors = List.of();
    }

    /** Returns what it answers on now. */
    public List<Door> doors() {
        return doors;
    }

    /** Returns how often it was told something. */
    public int changes() {
        return changes;
    }
}
