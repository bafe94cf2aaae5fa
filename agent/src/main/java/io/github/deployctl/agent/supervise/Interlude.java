package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.agent.maintenance.Answers;
import io.github.deployctl.agent.maintenance.Doorkeeper;
import io.github.deployctl.agent.maintenance.Doorkeeper.Door;
import io.github.deployctl.agent.release.DurableFiles;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.state.MaintenanceFile;
import io.github.deployctl.agent.state.MaintenanceFile.Saved;
import io.github.deployctl.agent.supervise.Operation.Order;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Maintenance;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Maintenance, while it is on: the agent answers on the listeners of whatever serves or would, and the live generation, which stays live, is parked on its
 * private one; so is each that comes to serve meanwhile. What is on is on disk first, and what is off last, so that an agent that finds it on does all of it
 * again. For the owner thread.
 */
final class Interlude {
    /** For callers to be served to the end before another agent takes this one's place. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final Board board;
    private final Surroundings around;
    private final PublicListeners listeners;
    private final Releases releases;
    private final Doorkeeper keeper;
    private final MaintenanceFile file;
    private volatile @Nullable Saved saved;
    private List<Door> attended = List.of();
    private @Nullable Order changing;

    Interlude(Board board, Surroundings around, PublicListeners listeners, Releases releases) {
        this.board = board;
        this.around = around;
        this.listeners = listeners;
        this.releases = releases;
        this.keeper = around.doorkeeper();
        this.file = new MaintenanceFile(around.paths().maintenanceFile(), new DurableFiles(around.faults()));
    }

    boolean isOn() {
        return saved != null;
    }

    Optional<Saved> saved() {
        return Optional.ofNullable(saved);
    }

    Optional<Maintenance> maintenance() {
        return saved().map(Saved::maintenance);
    }

    /** Returns who is about to turn it on or off. */
    Optional<Order> changing() {
        return Optional.ofNullable(changing);
    }

    void changing(@Nullable Order order) {
        changing = order;
    }

    /** Reads what a former agent has left; called before anything moves. */
    void read() {
        try {
            saved = file.read(around.clock().instant(), board::log).orElse(null);
        } catch (IOException e) {
            board.log("maintenance.json could not be read: " + e.getMessage());
        }
    }

    /** Goes on with what a former agent has left: its answers ended with it, and whether the live one had left the listeners is not known. */
    void takeUp(Supplier<Generations> now) {
        if (saved == null) {
            return;
        }
        try {
            Optional<Release> release = release(now.get());
            if (release.isPresent()) {
                listeners.ensure(release.get().declaration().listeners());
            }
        } catch (FailureException e) {
            board.log("maintenance: " + e.failure().message());
        }
        attend(now.get());
        now.get()
                .live()
                .ifPresent(live -> around.adopters().drain(live.number(), error -> {
                    if (error != null) {
                        board.log("generation " + live.number() + " did not leave the listeners: " + error);
                    }
                }));
        board.say("maintenance is on " + saved.maintenance().describe());
    }

    /** Turns it on, or changes what is answered. When it returns it is on disk and answers are given; the live one may answer too. */
    void begin(Saved next) throws IOException, FailureException {
        Optional<Release> release = release(board.now());
        if (release.isPresent()) {
            listeners.ensure(release.get().declaration().listeners());
        }
        file.write(next);
        saved = next;
        board.passed("maintenance-noted");
        attended = List.of();
        attend(board.now());
        board.passed("maintenance-attended");
    }

    /** Turns it off; the live one accepts already. */
    void end() throws IOException {
        file.remove();
        saved = null;
        board.passed("maintenance-ended");
        attend(board.now());
    }

    /** Sees to it that the listeners are those of whatever {@code now} has. */
    void observe(Generations now) {
        if (saved == null) {
            return;
        }
        Optional<Generation.Live> unparked =
                now.live().filter(live -> !live.handOver().isAdopted());
        if (unparked.isPresent()) {
            board.log("maintenance is off: generation " + unparked.get().number() + " accepts by itself");
            try {
                end();
            } catch (IOException e) {
                board.log("maintenance.json could not be removed: " + e.getMessage());
            }
            return;
        }
        attend(now);
    }

    /** Returns the addresses that must stay open, for it too, or nothing when a release that may need one cannot be read just now. */
    Optional<Set<ListenAddress>> addresses(Generations now) {
        Optional<Set<ListenAddress>> needed = releases.addresses(now.reachable());
        if (saved != null) {
            needed.ifPresent(addresses -> release(now)
                    .ifPresent(release ->
                            addresses.addAll(release.declaration().listeners().values())));
        }
        return needed;
    }

    /** Lets those go in peace who are being answered; {@link #attendAgain} takes that back. */
    void pause() {
        try {
            keeper.rest(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        attended = List.of();
    }

    void attendAgain() {
        attend(board.now());
    }

    /** Returns the release whose listeners are meant: the one that serves, or would. */
    Optional<Release> release(Generations now) {
        return now.live()
                .map(Generation::release)
                .or(() -> now.goal().release())
                .flatMap(releases::find);
    }

    private void attend(Generations now) {
        Saved current = saved;
        List<Door> doors = current == null ? List.of() : doors(now, current.maintenance());
        if (!doors.equals(attended)) {
            attended = doors;
            keeper.attend(doors, current == null ? Answers.NONE : new Answers(current.notice()));
        }
    }

    private List<Door> doors(Generations now, Maintenance maintenance) {
        Map<String, ListenAddress> declared =
                release(now).map(release -> release.declaration().listeners()).orElse(Map.of());
        List<Door> doors = new ArrayList<>();
        declared.forEach((name, address) -> {
            if (listeners.holds(address)) {
                boolean http =
                        maintenance.http().isEmpty() || maintenance.http().contains(name);
                doors.add(new Door(listeners.get(address), http));
            }
        });
        return doors;
    }
}
