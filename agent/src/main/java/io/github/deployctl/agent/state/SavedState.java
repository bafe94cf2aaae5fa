package io.github.deployctl.agent.state;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.agent.generation.Goal;
import io.github.deployctl.agent.generation.Probation;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.release.ReleaseId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code state.json}: everything from which a new agent goes on.
 *
 * @param listeners held open
 * @param served releases that went live and were not left as bad, the newest first; the first is the current one
 * @param proven of them, those that have nothing to prove any more; an agent that knew no probation wrote none down, and then all are
 * @param bad releases that were left
 */
public record SavedState(
        int schema,
        long lastNumber,
        boolean running,
        @Nullable ReleaseId release,
        int crashes,
        List<ListenAddress> listeners,
        List<ReleaseId> served,
        List<ReleaseId> proven,
        List<BadRelease> bad,
        List<Member> members) {
    private static final int SCHEMA = 1;

    /** A fresh host's. */
    public static final SavedState NONE =
            new SavedState(SCHEMA, 0, false, null, 0, List.of(), List.of(), List.of(), List.of(), List.of());

    public SavedState {
        if (schema != SCHEMA) {
            throw new IllegalArgumentException("state of schema " + schema + " is not understood");
        }
        listeners = List.copyOf(listeners);
        served = List.copyOf(served);
        proven = proven == null ? served : List.copyOf(proven);
        bad = bad == null ? List.of() : List.copyOf(bad);
        members = List.copyOf(members);
    }

    /** One generation with its process; the process is missing where it waits for its place, or could not be prepared. */
    public record Member(
            long number,
            ReleaseId release,
            Generation.Role role,
            boolean recovery,
            @Nullable HandOver handOver,
            @Nullable Probation probation,
            @Nullable RunningProcess process) {
        public Member {
            requireNonNull(release, "release");
            // What a later version calls a role that this one has not is read as null.
            requireNonNull(role, "role");
        }

        Generation generation() {
            // An agent that knew one way alone did not write it down.
            HandOver way = handOver == null ? HandOver.ADOPT : handOver;
            return switch (role) {
                case WAITING -> new Generation.Waiting(number, release, way, recovery);
                case CANDIDATE -> new Generation.Candidate(number, release, way, recovery);
                case PROMOTED -> new Generation.Promoted(number, release, way);
                case LIVE -> new Generation.Live(number, release, way, probation);
                case DRAINING -> new Generation.Draining(number, release, way);
                case STANDBY -> new Generation.Standby(number, release, way);
                case STOPPING -> new Generation.Stopping(number, release, way);
            };
        }
    }

    public static SavedState of(
            Generations generations,
            Map<Long, RunningProcess> processes,
            List<ListenAddress> listeners,
            Standings standings) {
        List<Member> members = new ArrayList<>();
        for (Generation generation : generations.members()) {
            boolean recovery = (generation instanceof Generation.Candidate candidate && candidate.recovery())
                    || (generation instanceof Generation.Waiting waiting && waiting.recovery());
            members.add(new Member(
                    generation.number(),
                    generation.release(),
                    generation.role(),
                    recovery,
                    generation.handOver(),
                    generation instanceof Generation.Live live ? live.probation() : null,
                    processes.get(generation.number())));
        }
        return new SavedState(
                SCHEMA,
                generations.lastNumber(),
                generations.goal().running(),
                generations.goal().release().orElse(null),
                generations.crashes(),
                listeners,
                standings.served(),
                standings.proven(),
                standings.bad(),
                members);
    }

    public Standings standings() {
        return new Standings(served, proven, bad);
    }

    public Generations generations() {
        return new Generations(
                lastNumber,
                members.stream().map(Member::generation).toList(),
                new Goal(running, Optional.ofNullable(release)),
                crashes);
    }

    public Map<Long, RunningProcess> processes() {
        Map<Long, RunningProcess> processes = new LinkedHashMap<>();
        for (Member member : members) {
            RunningProcess process = member.process();
            if (process != null) {
                processes.put(member.number(), process);
            }
        }
        return processes;
    }

    /** Returns the same state, wanted running or not: an agent that is told to end must not make its successor leave the app down. */
    public SavedState running(boolean wanted) {
        return new SavedState(schema, lastNumber, wanted, release, crashes, listeners, served, proven, bad, members);
    }
}
