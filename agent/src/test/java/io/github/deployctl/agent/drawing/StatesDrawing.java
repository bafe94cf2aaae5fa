package io.github.deployctl.agent.drawing;

import io.github.deployctl.agent.generation.Generation;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The states of a generation, and as arrows the methods that lead from one to another. */
final class StatesDrawing {
    private static final int WIDTH = 108;
    private static final int HEIGHT = 36;
    private static final int ROW = 130;

    /** Where each state stands: the upper left corner of its box. A state without one cannot be drawn. */
    private static final Map<String, int[]> PLACES = Map.of(
            "Waiting", new int[] {20, ROW},
            "Candidate", new int[] {180, ROW},
            "Promoted", new int[] {340, ROW},
            "Live", new int[] {500, ROW},
            "Draining", new int[] {660, ROW},
            "Standby", new int[] {820, ROW},
            "Stopping", new int[] {500, 270});

    private StatesDrawing() {}

    static String draw() {
        Svg svg = new Svg(948, 330, "The states of a generation");
        // What the class file lists them in is the compiler's choice.
        List<Class<?>> states = Stream.<Class<?>>of(Generation.class.getPermittedSubclasses())
                .sorted(Comparator.comparing(StatesDrawing::role))
                .toList();
        for (Class<?> state : states) {
            Stream.of(state.getDeclaredMethods())
                    .filter(method -> states.contains(method.getReturnType()) && method.getReturnType() != state)
                    .sorted(Comparator.comparing(Method::getName))
                    .forEach(method -> arrow(svg, method));
        }
        for (Class<?> state : states) {
            int[] at = place(state);
            svg.box(at[0], at[1], WIDTH, HEIGHT, colour(state));
            svg.text(at[0] + WIDTH / 2, at[1] + 23, "middle", state.getSimpleName());
        }
        return svg.end();
    }

    private static void arrow(Svg svg, Method method) {
        int[] from = place(method.getDeclaringClass());
        int[] to = place(method.getReturnType());
        int fromX = from[0] + WIDTH / 2;
        int toX = to[0] + WIDTH / 2;
        int middle = (fromX + toX) / 2;
        String label = method.getName().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        if (to[1] != from[1]) {
            // From the bottom of one to the top of the other, the ends spread so that no two lie on one another.
            int end = toX + (fromX - toX) / 8;
            svg.arrow(fromX, from[1] + HEIGHT, fromX, to[1] - 30, end, to[1]);
            svg.note(fromX + (fromX > toX ? 18 : -18), from[1] + HEIGHT + 34, label);
        } else if (to[0] - from[0] == 160) {
            svg.arrow(from[0] + WIDTH, from[1] + HEIGHT / 2, middle, from[1] + HEIGHT / 2, to[0], to[1] + HEIGHT / 2);
            svg.note(middle, from[1] + HEIGHT / 2 - 6, label);
        } else if (to[0] > from[0]) {
            svg.arrow(fromX + 20, from[1] + HEIGHT, middle, from[1] + HEIGHT + 90, toX - 20, to[1] + HEIGHT);
            svg.note(middle, from[1] + HEIGHT + 40, label);
        } else {
            int height = (from[0] - to[0]) / 3;
            // The shorter one ends to the right of the longer one, so that they do not cross.
            svg.arrow(fromX, from[1], middle, from[1] - height, toX + (480 - (from[0] - to[0])) / 6, to[1]);
            svg.note(middle, from[1] - height / 2 - 6, label);
        }
    }

    private static int[] place(Class<?> state) {
        int[] place = PLACES.get(state.getSimpleName());
        if (place == null) {
            throw new IllegalStateException("the drawing has no place for " + state.getSimpleName());
        }
        return place;
    }

    private static String colour(Class<?> state) {
        return Svg.COLOURS.getOrDefault(role(state).name(), "#ffffff");
    }

    private static Generation.Role role(Class<?> state) {
        return Generation.Role.valueOf(state.getSimpleName().toUpperCase(Locale.ROOT));
    }
}
