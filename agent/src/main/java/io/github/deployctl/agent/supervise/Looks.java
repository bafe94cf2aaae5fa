package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.adoption.Adopters;
import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.launch.Autopsy;
import io.github.deployctl.agent.launch.OwnAddresses;
import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.release.StorePaths;
import io.github.deployctl.agent.state.RunningProcess;
import io.github.deployctl.agent.supervise.Suggestion.Place;
import io.github.deployctl.common.failure.Evidence;
import io.github.deployctl.common.failure.Failure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What is seen of where the app's processes listen, beside the listeners that were handed over. For the owner thread, but where it says otherwise. */
final class Looks {
    /** For the last lines of an adopter whose JVM has ended; they are in the socket already. */
    private static final long LAST_WORDS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Board board;
    private final Host host;
    private final Processes processes;
    private final Adopters adopters;
    private final Releases releases;
    private final UndeclaredPorts undeclared;
    private final StorePaths paths;

    Looks(Board board, Surroundings around, Releases releases, UndeclaredPorts undeclared) {
        this.board = board;
        this.host = around.host();
        this.processes = around.processes();
        this.adopters = around.adopters();
        this.releases = releases;
        this.undeclared = undeclared;
        this.paths = around.paths();
    }

    List<Evidence> lastWords(long number) {
        return Autopsy.lastWords(paths.logFile(number));
    }

    Optional<ProcessId> process(long pid) {
        return processes.find(pid);
    }

    /** A generation is about to listen on a port that is not declared. On any thread. */
    void undeclared(long number, Place place) {
        undeclared.add(number, place);
    }

    List<String> warnings(long number) {
        return undeclared.warnings(number);
    }

    /** Returns why a candidate failed, with the port that it found taken if that is what happened. */
    Failure explain(long number, Failure why) {
        try {
            if (board.process(number)
                    .filter(p -> processes.isAlive(p.process()))
                    .isEmpty()) {
                adopters.awaitSilence(number, LAST_WORDS_NANOS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return undeclared.explain(number, why);
    }

    /** Returns what compares, on any thread, where generation {@code old} and the live one listen. */
    Supplier<List<String>> comparison(long old) {
        Optional<Generation> live = board.now().live().map(Generation.class::cast);
        Optional<Supplier<ListeningSets.Side>> before = board.now().find(old).flatMap(this::side);
        Optional<Supplier<ListeningSets.Side>> after = live.flatMap(this::side);
        Optional<Release> release = live.flatMap(m -> releases.find(m.release()));
        if (before.isEmpty() || after.isEmpty() || release.isEmpty()) {
            return List::of;
        }
        ListeningSets sets = new ListeningSets(
                host.ephemeralPorts(), release.get().declaration().listeners());
        return () -> sets.differences(before.get().get(), after.get().get());
    }

    private Optional<Supplier<ListeningSets.Side>> side(Generation member) {
        Optional<RunningProcess> process = board.process(member.number());
        Optional<Release> release = releases.find(member.release());
        if (process.isEmpty() || release.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(() -> new ListeningSets.Side(
                member.number(),
                OwnAddresses.of(
                        host.listening(process.get().serving()),
                        process.get(),
                        release.get().declaration())));
    }
}
