package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.fault.Faults;
import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.agent.release.DurableFiles;
import io.github.deployctl.agent.release.ReleaseStore;
import io.github.deployctl.agent.release.StorePaths;
import io.github.deployctl.agent.state.History;
import io.github.deployctl.agent.state.RunningProcess;
import io.github.deployctl.agent.state.SavedState;
import io.github.deployctl.agent.state.Standings;
import io.github.deployctl.agent.state.StateFile;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.Retention;
import io.github.deployctl.common.json.MaskedJson;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Everything the supervisor writes down: the state, the history, the PID file, the mark of the current release. For the owner thread. */
final class Ledger {
    private final StateFile stateFile;
    private final History history;
    private final StorePaths paths;
    private final DurableFiles files;
    private final Consumer<String> log;
    private final Supplier<Set<ReleaseId>> runFrom;
    private Standings standings = Standings.NONE;
    private boolean leaving;
    private boolean lost;

    /**
     * Makes one.
     *
     * @param runFrom returns the releases that commands run from beside the app
     */
    Ledger(StorePaths paths, Faults faults, MaskedJson shown, Consumer<String> log, Supplier<Set<ReleaseId>> runFrom) {
        this.paths = paths;
        this.files = new DurableFiles(faults);
        this.stateFile = new StateFile(paths.stateFile(), files);
        this.history = new History(paths.history(), files, shown);
        this.log = log;
        this.runFrom = runFrom;
    }

    /** Returns what a former agent has noted, and removes what it had begun to write. */
    SavedState read() throws IOException {
        files.clear(paths.state());
        files.clear(paths.run());
        history.check(log);
        Optional<SavedState> saved = stateFile.read(log);
        lost = saved.isEmpty();
        standings = saved.orElse(SavedState.NONE).standings();
        return saved.orElse(SavedState.NONE);
    }

    /** Tells whether there was a state that could not be understood, so that what runs, and on which listeners, is not known. */
    boolean hasLostTheState() {
        return lost;
    }

    /** From now on the state says that the app is wanted running, whatever happens to it: the agent ends, not the operator's wish. */
    void leaving() {
        leaving = true;
    }

    void write(Generations generations, Map<Long, RunningProcess> processes, List<ListenAddress> listeners)
            throws IOException {
        SavedState state = SavedState.of(generations, processes, listeners, standings);
        stateFile.write(leaving ? state.running(true) : state);
    }

    Standings standings() {
        return standings;
    }

    /** Notes how releases stand from now on; it goes to disk with the next state. */
    void standings(Standings next) {
        standings = next;
    }

    /** Returns what was written, which has a number unless it could not be. */
    HistoryEntry record(HistoryEntry entry) {
        HistoryEntry noted = entry;
        try {
            noted = history.append(entry);
            history.slimIfGrown();
        } catch (IOException e) {
            log.accept("the history could not be written: " + e.getMessage());
        }
        return noted;
    }

    /** Notes again, with all that is known by now, what {@link #record} has given a number. */
    void complete(HistoryEntry entry) {
        try {
            history.complete(entry);
        } catch (IOException e) {
            log.accept("the history could not be written: " + e.getMessage());
        }
    }

    /** Tells whether something was recorded at {@code time} or later; what cannot be read is taken for it. */
    boolean hasEntrySince(Instant time) {
        try {
            return history.newest(1).stream().anyMatch(entry -> !entry.at().isBefore(time));
        } catch (IOException e) {
            return true;
        }
    }

    History history() {
        return history;
    }

    /** Writes the live JVM's pid for tools that want it; a file that is there is always true. */
    void livePid(Optional<RunningProcess> live) {
        try {
            if (live.isPresent()) {
                files.replace(paths.pidFile(), live.get().serving().pid() + "\n");
            } else {
                Files.deleteIfExists(paths.pidFile());
            }
        } catch (IOException e) {
            log.accept("the PID file could not be written: " + e.getMessage());
        }
    }

    /** Returns the releases that must stay: the current one, the one to go back to, and what a process was started from, a command's too. */
    Set<ReleaseId> inUse(ReleaseStore store, Generations generations) {
        Optional<ReleaseId> current = generations.goal().release();
        Set<ReleaseId> inUse = new HashSet<>(runFrom.get());
        current.ifPresent(inUse::add);
        standings.targets(current).stream()
                .filter(id -> store.list().stream().anyMatch(sound -> sound.id().equals(id)))
                .findFirst()
                .ifPresent(inUse::add);
        generations.members().stream().map(Generation::release).forEach(inUse::add);
        return inUse;
    }

    /** Notes that these can not be gone back to any more. */
    void gone(List<ReleaseId> removed) {
        standings = standings.without(removed);
    }

    /** Marks the current release for people and removes what is retained no longer. */
    void tidy(ReleaseStore store, ReleaseId current, Generations generations, Retention retention) {
        try {
            store.markCurrent(current);
            Set<ReleaseId> inUse = inUse(store, generations);
            inUse.add(current);
            standings.targets(Optional.of(current)).stream().findFirst().ifPresent(inUse::add);
            gone(store.prune(retention, inUse));
        } catch (IOException e) {
            log.accept("old releases could not be removed: " + e.getMessage());
        }
    }
}
