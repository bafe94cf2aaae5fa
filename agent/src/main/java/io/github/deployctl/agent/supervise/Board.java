package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.agent.generation.Probation;
import io.github.deployctl.agent.generation.Step;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.state.RunningProcess;
import io.github.deployctl.common.config.ProbeAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The live state as those see it who carry out its effects. For the owner thread, except {@link #now}, {@link #post} and {@link #log}. */
interface Board {
    /** Returns a snapshot. */
    Generations now();

    Optional<RunningProcess> process(long number);

    /** Notes what is known of a generation's process; it is on disk when this returns. Where that fails it is known here all the same. */
    void processIs(long number, RunningProcess process) throws IOException;

    /** Forgets a generation's process, which has ended or never was. */
    void forget(long number);

    /** Sees to it that the end of a generation's process is noticed. */
    void watch(long number, RunningProcess process);

    /** Notes that {@code jvm} holds the listeners of a generation. */
    void heldBy(long number, ProcessId jvm);

    /** Returns the probation that a generation has before it when it goes live now, or null. */
    @Nullable
    Probation probation(long number);

    /** Tells whether a drained generation is worth being kept warm. */
    boolean isStandby(Generation generation);

    /** Notes where a generation answers the readiness request when that is an address of its own. */
    void answersAt(long number, ProbeAddress own);

    /** Tells whether whoever serves is to stay on its private listener, since the agent answers in its place. Any thread may ask. */
    boolean isParked();

    /** Makes a transition: the new state goes to disk, then its effects begin. */
    void apply(Function<Generations, Step> transition);

    /** Starts the app again if it should run and does not. */
    void retry();

    /** Closes what nothing needs any more, as far as that can be done now. */
    void settle();

    /** Runs {@code task} on the owner thread soon. */
    void post(Runnable task);

    /** Runs {@code task} on the owner thread after {@code delay}, unless {@code generation} has changed its state by then. */
    void afterIfStill(Generation generation, Duration delay, Runnable task);

    /** Runs {@code task} on the owner thread after {@code delay}. */
    void after(Duration delay, Runnable task);

    /** Returns a time that only grows, in nanoseconds. */
    long nanos();

    void log(String line);

    /** Logs something that the service manager shows too, until there is something else to say. */
    void say(String line);

    /** Notes that a step was made: something outside this process is different from here on. Any thread may call it. */
    void passed(String step);
}
