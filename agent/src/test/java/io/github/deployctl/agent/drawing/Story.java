package io.github.deployctl.agent.drawing;

import io.github.deployctl.agent.generation.Effect;
import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.agent.generation.Probation;
import io.github.deployctl.agent.generation.Step;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.release.ReleaseId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the agent's state machine answers to a row of events, drawn from left to right: a row for each process, and above them whose the public port is. */
final class Story {
    private static final ReleaseId OLD = new ReleaseId("a-11111111");
    private static final ReleaseId NEW = new ReleaseId("b-22222222");
    private static final int COLUMN = 132;
    private static final int ROW = 44;
    private static final int LEFT = 110;
    private static final int TOP = 78;

    /** The state after an event. */
    private record Moment(String event, Generations state, List<Effect> effects) {}

    private final String title;
    private final List<Moment> moments = new ArrayList<>();
    private Generations state;

    private Story(String title, Generations state) {
        this.title = title;
        this.state = state;
        moments.add(new Moment("", state, List.of()));
    }

    static Story push() {
        return new Story("A push", serving())
                .then("push", now -> now.launch(NEW, HandOver.ADOPT))
                .then("ready", now -> now.ready(2))
                .then("moved", now -> now.moved(2, null))
                .then("drained", now -> now.drained(1))
                .then("standby is over", now -> now.standbyExpired(1))
                .then("exited", now -> now.exited(1, true));
    }

    static Story rollback() {
        return new Story("A rollback while the one before stands by", pushed(null))
                .then("rollback", now -> now.returnTo(1))
                .then("moved", now -> now.moved(1, null))
                .then("drained", now -> now.drained(2));
    }

    static Story refused() {
        return new Story("A push of a release that is never ready", serving())
                .then("push", now -> now.launch(NEW, HandOver.ADOPT))
                .then("refused", now -> now.refused(2))
                .then("exited", now -> now.exited(2, false));
    }

    static Story takenBack() {
        return new Story("A release that fails in its probation", pushed(new Probation(Instant.EPOCH, OLD, false)))
                .then("probes fail", now -> now.failed(2, HandOver.ADOPT))
                .then("moved", now -> now.moved(1, null))
                .then("drained", now -> now.drained(2));
    }

    static Story restart() {
        return new Story("A push with handover: restart", serving())
                .then("push", now -> now.launch(NEW, HandOver.RESTART))
                .then("drained", now -> now.drained(1))
                .then("exited", now -> now.exited(1, true))
                .then("admitted", now -> now.admitted(2))
                .then("ready", now -> now.ready(2))
                .then("moved", now -> now.moved(2, null));
    }

    /** Tells whether the public port belongs to some process all the time. */
    boolean alwaysServes() {
        return moments.stream().allMatch(moment -> moment.state().live().isPresent());
    }

    String draw() {
        List<Long> numbers = List.copyOf(new TreeSet<>(moments.stream()
                .flatMap(moment -> moment.state().members().stream())
                .map(Generation::number)
                .toList()));
        int bottom = TOP + (numbers.size() + 1) * ROW;
        Svg svg = new Svg(LEFT + moments.size() * COLUMN + 10, bottom + 10, title);
        svg.text(10, 22, "start", title);
        for (int i = 1; i < moments.size(); i++) {
            Moment moment = moments.get(i);
            svg.line(x(i), TOP - 8, bottom);
            svg.text(x(i), 46, "middle", moment.event());
            svg.note(x(i), 62, effects(moment));
        }
        draw(svg, 0, "public port", moment -> moment.state().live().map(live -> "process " + live.number()));
        for (int row = 0; row < numbers.size(); row++) {
            long number = numbers.get(row);
            draw(
                    svg,
                    row + 1,
                    "process " + number,
                    moment -> moment.state().find(number).map(Generation::role).map(Enum::name));
        }
        return svg.end();
    }

    /** What somebody or something is at a moment, if it is there. */
    private interface Being {
        Optional<String> at(Moment moment);
    }

    private void draw(Svg svg, int row, String label, Being being) {
        int y = TOP + row * ROW;
        svg.text(10, y + 20, "start", label);
        int from = 0;
        for (int i = 1; i <= moments.size(); i++) {
            Optional<String> now = being.at(moments.get(from));
            if (i < moments.size() && being.at(moments.get(i)).equals(now)) {
                continue;
            }
            if (now.isPresent()) {
                String colour = Svg.COLOURS.getOrDefault(now.get(), "#8ddb8c");
                svg.box(x(from), y, x(i) - x(from), 30, colour);
                svg.text((x(from) + x(i)) / 2, y + 20, "middle", now.get().toLowerCase(Locale.ROOT));
            } else if (row == 0) {
                svg.note((x(from) + x(i)) / 2, y + 20, "nobody's: connections wait in the backlog");
            }
            from = i;
        }
    }

    private static int x(int moment) {
        return LEFT + moment * COLUMN;
    }

    private static String effects(Moment moment) {
        return String.join(", ", moment.effects().stream().map(Story::named).toList());
    }

    private static String named(Effect effect) {
        String what = effect.getClass()
                .getSimpleName()
                .replaceAll("(?<=.)([A-Z])", " $1")
                .toLowerCase(Locale.ROOT);
        String all = effect.toString().replaceAll(".*number=(\\d+).*", "$1");
        return what + (all.matches("\\d+") ? " " + all : "");
    }

    private Story then(String event, UnaryStep step) {
        Step taken = step.from(state);
        if (taken.next().equals(state)) {
            throw new IllegalStateException(title + ": nothing follows from " + event);
        }
        state = taken.next();
        moments.add(new Moment(event, state, taken.effects()));
        return this;
    }

    /** One of the machine's events. */
    private interface UnaryStep {
        Step from(Generations now);
    }

    private static Generations serving() {
        return after(
                Generations.NONE,
                now -> now.launch(OLD, HandOver.ADOPT),
                now -> now.ready(1),
                now -> now.moved(1, null));
    }

    private static Generations pushed(@Nullable Probation probation) {
        return after(
                serving(),
                now -> now.launch(NEW, HandOver.ADOPT),
                now -> now.ready(2),
                now -> now.moved(2, probation),
                now -> now.drained(1));
    }

    private static Generations after(Generations first, UnaryStep... steps) {
        UnaryOperator<Generations> all = now -> {
            Generations next = now;
            for (UnaryStep step : steps) {
                next = step.from(next).next();
            }
            return next;
        };
        return all.apply(first);
    }
}
