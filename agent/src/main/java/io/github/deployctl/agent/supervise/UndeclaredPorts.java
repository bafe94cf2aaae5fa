package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.state.RunningProcess;
import io.github.deployctl.agent.supervise.Suggestion.Place;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;

/** The fixed ports that generations were about to listen on and that no listener declares, and what that explains. For the owner thread, except {@link #add}. */
final class UndeclaredPorts {
    private final Board board;
    private final Host host;
    private final Releases releases;
    private final Map<Long, Set<Place>> announced = new ConcurrentHashMap<>();

    UndeclaredPorts(Board board, Host host, Releases releases) {
        this.board = board;
        this.host = host;
        this.releases = releases;
    }

    void add(long number, Place place) {
        announced.computeIfAbsent(number, unused -> new CopyOnWriteArraySet<>()).add(place);
    }

    void forget(long number) {
        announced.remove(number);
    }

    /** Returns {@code why} generation {@code number} failed, with the port that it found taken if that is what happened. */
    Failure explain(long number, Failure why) {
        for (Place place : of(number)) {
            Optional<String> holder = holder(number, place.port());
            if (holder.isPresent()) {
                return why.because("it tried to listen on " + place + ", which " + holder.get() + " holds")
                        .hint("declare it in deployctl.yml, so that it is handed over: "
                                + Suggestion.declaring(place, declared(number)));
            }
        }
        return why;
    }

    /** Returns what is to be said of those of a generation that serves. */
    List<String> warnings(long number) {
        List<String> warnings = new ArrayList<>();
        for (Place place : of(number)) {
            warnings.add("generation " + number + " listens on " + place
                    + ", which is not handed over: the next generation will find it taken; declare it: "
                    + Suggestion.declaring(place, declared(number)));
        }
        return warnings;
    }

    private Set<Place> of(long number) {
        return announced.getOrDefault(number, Set.of());
    }

    private Map<String, ListenAddress> declared(long number) {
        return releases.of(board.now(), number)
                .map(release -> release.declaration().listeners())
                .orElse(Map.of());
    }

    private Optional<String> holder(long number, int port) {
        if (board.process(number).filter(own -> listens(own, port)).isPresent()) {
            return Optional.empty();
        }
        for (Generation member : board.now().members()) {
            if (board.process(member.number()).filter(p -> listens(p, port)).isPresent()) {
                return Optional.of("generation " + member.number());
            }
        }
        return Optional.of(host.holderOf(port)).filter(holder -> !holder.isEmpty());
    }

    private boolean listens(RunningProcess process, int port) {
        return host.listening(process.serving()).stream()
                .anyMatch(address -> Place.parse(address).port() == port);
    }
}
