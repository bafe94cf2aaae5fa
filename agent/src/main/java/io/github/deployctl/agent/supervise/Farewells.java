package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation.Live;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.state.RunningProcess;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.protocol.Event;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells whoever turned maintenance on when the live one has served what it had accepted. For the owner thread; each is watched on a thread of its own. */
final class Farewells {
    private final Surroundings around;
    private final Supervisor supervisor;

    Farewells(Surroundings around, Supervisor supervisor) {
        this.around = around;
        this.supervisor = supervisor;
    }

    /** Watches {@code live}, which has left the listeners; runs {@code then} when all is served, {@code drain.timeout} is over, or it is not to be told any more. */
    void begin(Live live, Sink sink, Runnable then) {
        long number = live.number();
        Optional<Release> release = supervisor.interlude().release(supervisor.now());
        Optional<RunningProcess> process = supervisor.process(number);
        if (release.isEmpty() || process.isEmpty()) {
            then.run();
            return;
        }
        Set<Integer> ports = release.get().declaration().listeners().values().stream()
                .map(ListenAddress::port)
                .collect(Collectors.toUnmodifiableSet());
        DrainWatch watch = new DrainWatch(
                new DrainWatch.Watched(
                        number,
                        process.get().serving(),
                        ports,
                        release.get().declaration().deadlines().drain()),
                new Census(around.host(), around.connections(), around.log()),
                new Progress(number, sink));
        Thread thread = new Thread(
                () -> {
                    watch.run();
                    supervisor.post(then);
                },
                "maintenance-drain-" + number);
        thread.setDaemon(true);
        thread.start();
    }

    /** Called on the watching thread. */
    private final class Progress implements DrainWatch.Report {
        private final long number;
        private final Sink sink;

        Progress(long number, Sink sink) {
            this.number = number;
            this.sink = sink;
        }

        @Override
        public void draining(Event.Draining event) {
            supervisor.post(() -> sink.event(event));
        }

        @Override
        public void drained(Event.Drained event) {
            supervisor.post(() -> {
                sink.event(event);
                if (event.cut() > 0) {
                    sink.event(new Event.Note(event.cut() + " connections of generation " + number
                            + " are still in flight after drain.timeout; they go on"));
                }
            });
        }

        @Override
        public boolean isStillDraining() {
            return supervisor.isParked()
                    && supervisor
                            .now()
                            .live()
                            .filter(live -> live.number() == number)
                            .isPresent();
        }
    }
}
