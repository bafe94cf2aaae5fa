package io.github.deployctl.agent.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every {@link Processes} does, an imagined one too. */
public abstract class ProcessesContract {
    private static final long SECONDS = 20;

    protected abstract Processes processes();

    /** Launches a process that runs until it gets TERM or KILL, or is ended after the test. */
    protected abstract ProcessId launch(Map<String, String> env) throws OsException;

    /** Makes a process that was launched here exit. */
    protected abstract void exit(ProcessId process, int status);

    /** Returns once a process that was told to stop has stopped. */
    protected abstract void awaitStopped(ProcessId process);

    /** Collects what listeners are told. */
    public static final class Exits {
        private final BlockingQueue<ExitStatus> seen = new LinkedBlockingQueue<>();

        public void add(ExitStatus status) {
            seen.add(status);
        }

        /** Returns the next one, as soon as there is one. */
        public ExitStatus next() throws InterruptedException {
            ExitStatus status = seen.poll(SECONDS, TimeUnit.SECONDS);
            assertThat(status).as("an exit within %d s", SECONDS).isNotNull();
            return status;
        }

        public boolean isEmpty() {
            return seen.isEmpty();
        }
    }

    @Test
    void aLaunchedProcessIsAliveAndFoundByItsNumber() throws OsException {
        ProcessId process = launch(Map.of());
        assertThat(processes().isAlive(process)).isTrue();
        assertThat(processes().find(process.pid())).contains(process);
    }

    @Test
    void aStoppedProcessIsAliveAndActsOnTermOnceItRunsOn() throws Exception {
        ProcessId process = launch(Map.of());
        Exits exits = new Exits();
        processes().onExit(process, exits::add);
        assertThat(processes().signal(process, Processes.Signal.STOP)).isTrue();
        // Until the kernel has stopped it, TERM ends it at once.
        awaitStopped(process);
        assertThat(processes().signal(process, Processes.Signal.TERM)).isTrue();
        assertThat(processes().isAlive(process)).isTrue();
        assertThat(exits.isEmpty()).isTrue();
        assertThat(processes().signal(process, Processes.Signal.CONT)).isTrue();
        assertThat(exits.next()).isEqualTo(new ExitStatus.Signaled("SIGTERM"));
    }

    @Test
    void theExitStatusIsToldOnce() throws Exception {
        ProcessId process = launch(Map.of());
        Exits exits = new Exits();
        processes().onExit(process, exits::add);
        assertThat(exits.isEmpty()).isTrue();
        exit(process, 7);
        assertThat(exits.next()).isEqualTo(new ExitStatus.Exited(7));
        assertThat(processes().isAlive(process)).isFalse();
        assertThat(processes().find(process.pid())).isEmpty();
        assertThat(exits.isEmpty()).isTrue();
    }

    @Test
    void aSignalThatEndsAProcessIsNamed() throws Exception {
        Exits exits = new Exits();
        ProcessId first = launch(Map.of());
        processes().onExit(first, exits::add);
        assertThat(processes().signal(first, Processes.Signal.TERM)).isTrue();
        assertThat(exits.next()).isEqualTo(new ExitStatus.Signaled("SIGTERM"));
        ProcessId second = launch(Map.of());
        processes().onExit(second, exits::add);
        assertThat(processes().signal(second, Processes.Signal.KILL)).isTrue();
        assertThat(exits.next()).isEqualTo(new ExitStatus.Signaled("SIGKILL"));
    }

    @Test
    void whoAsksLateIsToldTheStatusTooAndEveryoneIs() throws Exception {
        ProcessId process = launch(Map.of());
        Exits exits = new Exits();
        processes().onExit(process, exits::add);
        processes().onExit(process, exits::add);
        exit(process, 3);
        exits.next();
        exits.next();
        processes().onExit(process, exits::add);
        assertThat(exits.next()).isEqualTo(new ExitStatus.Exited(3));
    }

    @Test
    void aProcessThatIsGoneGetsNoSignalAndItsExitIsToldAtOnce() throws Exception {
        ProcessId process = launch(Map.of());
        Exits exits = new Exits();
        processes().onExit(process, exits::add);
        processes().signal(process, Processes.Signal.KILL);
        exits.next();
        assertThat(processes().signal(process, Processes.Signal.TERM)).isFalse();
        ProcessId never = new ProcessId(process.pid(), process.startTicks() + 1);
        processes().onExit(never, exits::add);
        assertThat(exits.next()).isEqualTo(new ExitStatus.Unknown());
    }

    @Test
    void anotherProcessWithTheSameNumberIsNeitherAliveNorSignalled() throws Exception {
        ProcessId stranger = launch(Map.of());
        ProcessId former = new ProcessId(stranger.pid(), stranger.startTicks() - 1);
        assertThat(processes().isAlive(former)).isFalse();
        assertThat(processes().signal(former, Processes.Signal.KILL)).isFalse();
        Exits exits = new Exits();
        processes().onExit(former, exits::add);
        assertThat(exits.next()).isEqualTo(new ExitStatus.Unknown());
        assertThat(processes().isAlive(stranger)).isTrue();
    }

    @Test
    void processesAreFoundByAnExactVariableOfTheirEnvironment() throws OsException {
        String mark = "mark " + System.nanoTime();
        ProcessId marked = launch(Map.of("CONTRACT_MARK", mark, "OTHER", "x"));
        ProcessId longer = launch(Map.of("CONTRACT_MARK", mark + "0"));
        ProcessId renamed = launch(Map.of("A_CONTRACT_MARK", mark));
        assertThat(processes().findByEnvironment("CONTRACT_MARK", mark)).containsExactly(marked);
        assertThat(processes().findByEnvironment("CONTRACT_MARK", mark + "0")).containsExactly(longer);
        assertThat(processes().isAlive(renamed)).isTrue();
    }
}
