package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.agent.generation.Step;
import io.github.deployctl.agent.state.RunningProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The live state as those see it who carry out its effects. For the owner thread, except {@link #now} and {@link #post}. */
interface Board {
    /** Returns a snapshot. */
    Generations now();

    Optional<RunningProcess> process(long number);

    /** Notes what is known of a generation's process; it is on disk when this returns. */
    void processIs(long number, RunningProcess process) throws IOException;

    /** Makes a transition: the new state goes to disk, then its effects begin. */
    void apply(Function<Generations, Step> transition);

    /** Runs {@code task} on the owner thread soon. */
    void post(Runnable task);

    /** Runs {@code task} on the owner thread after {@code delay}, unless {@code generation} has changed its state by then. */
    void afterIfStill(Generation generation, Duration delay, Runnable task);

    /** Returns a time that only grows, in nanoseconds. */
    long nanos();

    void log(String line);
}
