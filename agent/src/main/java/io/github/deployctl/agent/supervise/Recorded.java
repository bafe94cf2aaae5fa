package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.fault.Faults;
import io.github.deployctl.agent.generation.Effect;
import io.github.deployctl.common.release.ReleaseId;
import java.time.Duration;

/** Makes the begin and the end of each effect a step. For the owner thread. */
final class Recorded implements Effect.Performer {
    private final Effect.Performer performer;
    private final Faults faults;

    Recorded(Effect.Performer performer, Faults faults) {
        this.performer = performer;
        this.faults = faults;
    }

    @Override
    public void launch(long number, ReleaseId release) {
        record("launch", () -> performer.launch(number, release));
    }

    @Override
    public void admit(long number) {
        record("admit", () -> performer.admit(number));
    }

    @Override
    public void moveTraffic(long number) {
        record("move", () -> performer.moveTraffic(number));
    }

    @Override
    public void drain(long number) {
        record("drain", () -> performer.drain(number));
    }

    @Override
    public void park(long number) {
        record("park", () -> performer.park(number));
    }

    @Override
    public void stop(long number) {
        record("stop", () -> performer.stop(number));
    }

    @Override
    public void retryAfter(Duration delay) {
        record("retry", () -> performer.retryAfter(delay));
    }

    private void record(String effect, Runnable performance) {
        faults.pass(effect + "-begun");
        performance.run();
        faults.pass(effect + "-sent");
    }
}
