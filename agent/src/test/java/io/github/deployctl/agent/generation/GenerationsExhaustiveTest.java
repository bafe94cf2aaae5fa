package io.github.deployctl.agent.generation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.generation.Generation.Candidate;
import io.github.deployctl.agent.generation.Generation.Draining;
import io.github.deployctl.agent.generation.Generation.Live;
import io.github.deployctl.agent.generation.Generation.Promoted;
import io.github.deployctl.agent.generation.Generation.Role;
import io.github.deployctl.agent.generation.Generation.Standby;
import io.github.deployctl.agent.generation.Generation.Stopping;
import io.github.deployctl.agent.generation.Generation.Waiting;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.release.ReleaseId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every sequence of events up to a length of six, from each of several starting points, for every generation that can be meant, with two releases that are
 * handed over in each way. States that were reached
 * before with as much of the sequence left are not walked again; what follows from them is the same.
 */
class GenerationsExhaustiveTest {
    private static final int LENGTH = 6;
    private static final ReleaseId A = new ReleaseId("a-11111111");
    private static final ReleaseId B = new ReleaseId("b-22222222");

    private final Map<Generations, Integer> walked = new LinkedHashMap<>();
    private final Set<String> transitions = new HashSet<>();
    private long steps;

    private Map<ReleaseId, HandOver> ways = Map.of();

    @ParameterizedTest
    @CsvSource({
        "ADOPT,   ADOPT,   10000, WAITING",
        "ADOPT,   INHERIT, 10000, WAITING",
        "INHERIT, INHERIT, 10000, WAITING STANDBY DRAINING>PROMOTED",
        "ADOPT,   RESTART, 10000, ''",
        "INHERIT, RESTART, 5000,  STANDBY",
        "RESTART, RESTART, 2000,  STANDBY"
    })
    void everySequenceOfEventsKeepsTheInvariants(HandOver a, HandOver b, long fewest, String never) {
        ways = Map.of(A, a, B, b);
        walk(Generations.NONE, LENGTH, new ArrayList<>());
        walk(serving(), LENGTH, new ArrayList<>());
        walk(servingWithStandbyAndDraining(), LENGTH, new ArrayList<>());

        assertThat(steps).as("steps taken").isGreaterThan(fewest);
        Set<String> expected = new TreeSet<>(Set.of(
                "null>CANDIDATE",
                "null>WAITING",
                "WAITING>CANDIDATE",
                "CANDIDATE>PROMOTED",
                "CANDIDATE>STOPPING",
                "PROMOTED>LIVE",
                "PROMOTED>STOPPING",
                "PROMOTED>DRAINING",
                "LIVE>DRAINING",
                "DRAINING>STANDBY",
                "DRAINING>STOPPING",
                "DRAINING>PROMOTED",
                "STANDBY>PROMOTED",
                "STANDBY>STOPPING"));
        expected.removeIf(change ->
                List.of(never.split(" ", -1)).stream().anyMatch(part -> !part.isEmpty() && change.contains(part)));
        assertThat(transitions).as("state changes seen").containsExactlyInAnyOrderElementsOf(expected);
    }

    private void walk(Generations state, int left, List<String> path) {
        Integer before = walked.get(state);
        if (left == 0 || (before != null && before >= left)) {
            return;
        }
        walked.put(state, left);
        for (Map.Entry<String, Function<Generations, Step>> event :
                events(state).entrySet()) {
            Step step = event.getValue().apply(state);
            steps++;
            path.add(event.getKey());
            check(state, step, event.getKey(), path);
            walk(step.next(), left - 1, path);
            path.remove(path.size() - 1);
        }
    }

    private Map<String, Function<Generations, Step>> events(Generations state) {
        Map<String, Function<Generations, Step>> events = new LinkedHashMap<>();
        events.put("launch a", launch(A));
        events.put("launch b", launch(B));
        events.put("stop", Generations::stop);
        events.put("retry", g -> g.retry(g.goal().release().map(ways::get).orElse(HandOver.ADOPT)));
        events.put("resume", Generations::resume);
        // One number beyond the last stands for a stranger.
        for (long number = 1; number <= state.lastNumber() + 1; number++) {
            long n = number;
            events.put("admitted " + n, g -> g.admitted(n));
            events.put("ready " + n, g -> g.ready(n));
            events.put("refused " + n, g -> g.refused(n));
            // As the agent has it: there is a probation where there is something to go back to.
            events.put("moved " + n, g -> g.moved(n, probation(g, n)));
            events.put("failed " + n, g -> g.failed(n, ways.getOrDefault(back(g, n), HandOver.ADOPT)));
            events.put("moveFailed " + n, g -> g.moveFailed(n));
            events.put("drained " + n, g -> g.drained(n));
            events.put("drainExpired " + n, g -> g.drainExpired(n));
            events.put("standbyExpired " + n, g -> g.standbyExpired(n));
            events.put("returnTo " + n, g -> g.returnTo(n));
            events.put("exited " + n, g -> g.exited(n, false));
            if (state.onProbation(number).isPresent()) {
                // Of any other they change nothing, and what its exit does.
                events.put("proven " + n, g -> g.proven(n));
                events.put("lost " + n, g -> g.lost(n));
            }
        }
        return events;
    }

    private static @Nullable Probation probation(Generations state, long number) {
        return state.goal().release().isEmpty() ? null : new Probation(Instant.EPOCH, back(state, number), true);
    }

    /** Returns the other release: with two of them, that is the one before. */
    private static ReleaseId back(Generations state, long number) {
        return state.find(number).filter(m -> m.release().equals(A)).isPresent() ? B : A;
    }

    private Function<Generations, Step> launch(ReleaseId release) {
        return g -> g.launch(release, ways.getOrDefault(release, HandOver.ADOPT));
    }

    private void check(Generations before, Step step, String event, List<String> path) {
        Generations after = step.next();
        // Put into words only when something fails.
        Object at = new Object() {
            @Override
            public String toString() {
                return String.join(", ", path) + "\nbefore " + before + "\nafter  " + step;
            }
        };

        assertThat(count(after, Live.class)).as("one live: %s", at).isLessThanOrEqualTo(1);
        assertThat(count(after, Waiting.class) + count(after, Candidate.class) + count(after, Promoted.class))
                .as("one incoming: %s", at)
                .isLessThanOrEqualTo(1);
        assertThat(count(after, Standby.class)).as("one standby: %s", at).isLessThanOrEqualTo(1);
        assertThat(after.members().stream().map(Generation::number).distinct().count())
                .as("numbers are given once: %s", at)
                .isEqualTo(after.members().size());
        assertThat(after.lastNumber()).as("numbers only grow: %s", at).isGreaterThanOrEqualTo(before.lastNumber());
        assertThat(after.members())
                .as("no number beyond the last: %s", at)
                .allMatch(m -> m.number() <= after.lastNumber());

        whoRunsAloneIsAlone(after, at);
        whoWaitsWillBeAdmitted(before, step, at);
        nobodyIsLost(before, after, event, at);
        theLiveOneIsLeftAlone(before, after, event, at);
        whoFailsInItsProbationIsReplaced(before, step, event, at);
        everyChangeHasItsEffect(before, step, event, at);
        anAppThatShouldRunIsBeingBroughtBack(before, step, at);
        if (step.next().equals(before) && !event.startsWith("resume") && !event.startsWith("stop")) {
            assertThat(step.effects())
                    .as("nothing changed, nothing to do: %s", at)
                    .isEmpty();
        }
    }

    private static void whoRunsAloneIsAlone(Generations after, Object at) {
        long processes =
                after.members().stream().filter(m -> !(m instanceof Waiting)).count();
        for (Generation member : after.members()) {
            if (!(member instanceof Waiting) && !member.handOver().overlaps()) {
                assertThat(processes).as("nothing runs beside it: %s", at).isEqualTo(1);
            }
            if (member instanceof Standby) {
                assertThat(member.handOver())
                        .as("only an adopted one stands by: %s", at)
                        .isEqualTo(HandOver.ADOPT);
            }
        }
    }

    private static void whoWaitsWillBeAdmitted(Generations before, Step step, Object at) {
        step.next().members().stream().filter(Waiting.class::isInstance).forEach(waiting -> {
            List<Generation> others =
                    step.next().members().stream().filter(m -> m != waiting).toList();
            assertThat(others)
                    .as("what it waits for is on its way out: %s", at)
                    .allMatch(m -> m instanceof Draining || m instanceof Stopping);
            if (others.isEmpty() && before.members().size() > 1) {
                assertThat(step.effects()).as("the place is free: %s", at).contains(new Effect.Admit(waiting.number()));
            }
        });
    }

    private static void nobodyIsLost(Generations before, Generations after, String event, Object at) {
        for (Generation member : before.members()) {
            boolean left = after.find(member.number()).isEmpty();
            if (!(member instanceof Waiting)) {
                assertThat(left)
                        .as("leaves by its exit alone: %s", at)
                        .isEqualTo(
                                event.equals("exited " + member.number()) || event.equals("lost " + member.number()));
            } else if (left) {
                assertThat(event)
                        .as("what waits leaves when it is not wanted any more: %s", at)
                        .matches(e -> List.of("refused " + member.number(), "stop", "resume", "launch a", "launch b")
                                        .contains(e)
                                || e.startsWith("returnTo "));
            }
        }
    }

    /** The release before it serves at once where it is warm, is started where it is not; what was about to serve anyway does. */
    private static void whoFailsInItsProbationIsReplaced(Generations before, Step step, String event, Object at) {
        Live live = before.live().filter(l -> l.probation() != null).orElse(null);
        if (live == null || !(event.equals("exited " + live.number()) || event.equals("failed " + live.number()))) {
            return;
        }
        ReleaseId back = requireNonNull(live.probation()).back();
        Generations after = step.next();
        if (before.incoming().filter(Promoted.class::isInstance).isPresent()) {
            assertThat(after.incoming()).as("it goes on: %s", at).isEqualTo(before.incoming());
        } else if (before.fallback().isPresent()) {
            Generation warm = before.fallback().get();
            assertThat(warm.release()).as("the one before: %s", at).isEqualTo(back);
            assertThat(after.find(warm.number())).as("back at once: %s", at).containsInstanceOf(Promoted.class);
            assertThat(step.effects()).as("first of all: %s", at).contains(new Effect.MoveTraffic(warm.number()));
        } else if (event.startsWith("failed")) {
            assertThat(after.incoming().map(Generation::release))
                    .as("it is started: %s", at)
                    .contains(back);
        } else {
            assertThat(after.goal().release()).as("it is to be started: %s", at).contains(back);
        }
        if (event.startsWith("exited")) {
            assertThat(after.goal().release())
                    .as("nothing leads to it again: %s", at)
                    .contains(back);
        }
    }

    private static void theLiveOneIsLeftAlone(Generations before, Generations after, String event, Object at) {
        before.live().ifPresent(live -> {
            boolean replaced = event.startsWith("moved ") && after.live().isPresent();
            boolean ended = event.equals("stop")
                    || event.equals("exited " + live.number())
                    || event.equals("lost " + live.number());
            boolean makesRoom = (event.startsWith("launch ") || event.equals("failed " + live.number()))
                    && after.incoming().filter(Waiting.class::isInstance).isPresent();
            if (makesRoom) {
                assertThat(after.find(live.number()).map(Generation::role))
                        .as("it finishes what it has begun: %s", at)
                        .contains(Role.DRAINING);
            }
            if (!replaced && !ended && !makesRoom) {
                assertThat(after.live().map(Live::number))
                        .as("the live one serves on: %s", at)
                        .contains(live.number());
                assertThat(after.live().equals(before.live()) || event.equals("proven " + live.number()))
                        .as("and nothing else about it changes: %s", at)
                        .isTrue();
            }
            if (replaced && !after.live().equals(before.live())) {
                assertThat(after.find(live.number()).map(Generation::role))
                        .as("it drains first: %s", at)
                        .contains(Role.DRAINING);
            }
        });
        if (!event.startsWith("moved ")) {
            after.live()
                    .ifPresent(live -> assertThat(before.live().map(Live::number))
                            .as("live only by moved: %s", at)
                            .contains(live.number()));
        }
    }

    private void everyChangeHasItsEffect(Generations before, Step step, String event, Object at) {
        for (Generation member : step.next().members()) {
            Role was = before.find(member.number()).map(Generation::role).orElse(null);
            if (Objects.equals(was, member.role())) {
                continue;
            }
            transitions.add(was + ">" + member.role());
            long n = member.number();
            Effect expected = switch (member.role()) {
                case WAITING -> null;
                case CANDIDATE -> new Effect.Launch(n, member.release());
                case PROMOTED -> new Effect.MoveTraffic(n);
                case DRAINING -> new Effect.Drain(n);
                case STANDBY -> new Effect.Park(n);
                case STOPPING -> new Effect.Stop(n);
                case LIVE -> null;
            };
            if (expected != null) {
                assertThat(step.effects())
                        .as("the change has its effect: %s", at)
                        .contains(expected);
            }
        }
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Drain drain && !event.equals("stop") && !event.equals("resume")) {
                assertThat(step.next().live().isPresent()
                                || step.next()
                                        .incoming()
                                        .filter(Waiting.class::isInstance)
                                        .isPresent())
                        .as("nobody drains before another serves or waits for the place: %s", at)
                        .isTrue();
                assertThat(step.next().find(drain.number()).filter(Draining.class::isInstance))
                        .as("only a draining one drains: %s", at)
                        .isPresent();
            }
        }
    }

    private static void anAppThatShouldRunIsBeingBroughtBack(Generations before, Step step, Object at) {
        Generations after = step.next();
        boolean missing = after.goal().running()
                && after.live().isEmpty()
                && after.incoming().isEmpty();
        boolean wasMissing = before.goal().running()
                && before.live().isEmpty()
                && before.incoming().isEmpty();
        if (missing && !wasMissing) {
            assertThat(step.effects()).as("a retry is due: %s", at).anyMatch(Effect.RetryAfter.class::isInstance);
        }
        if (!after.goal().running()) {
            assertThat(step.effects())
                    .as("a stopped app is not brought back: %s", at)
                    .noneMatch(Effect.RetryAfter.class::isInstance);
            assertThat(after.live())
                    .as("nothing is live in a stopped app: %s", at)
                    .isEmpty();
        }
    }

    private Generations serving() {
        return drive(Generations.NONE, List.of(launch(A), g -> g.ready(1), g -> g.moved(1, probation(g, 1))));
    }

    /** With releases that run alone it is something else, in which that much has happened all the same. */
    private Generations servingWithStandbyAndDraining() {
        return drive(
                serving(),
                List.of(
                        launch(B),
                        g -> g.ready(2),
                        g -> g.moved(2, probation(g, 2)),
                        g -> g.drained(1),
                        launch(A),
                        g -> g.ready(3),
                        g -> g.moved(3, probation(g, 3))));
    }

    private static Generations drive(Generations start, List<Function<Generations, Step>> events) {
        Generations state = start;
        for (Function<Generations, Step> event : events) {
            state = event.apply(state).next();
        }
        return state;
    }

    private static long count(Generations state, Class<? extends Generation> role) {
        return state.members().stream().filter(role::isInstance).count();
    }
}
