package io.github.deployctl.e2e.documents;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deployctl.e2e.bench.Bench;
import io.github.deployctl.e2e.documents.Documented.Kind;
import io.github.deployctl.e2e.documents.Documented.Step;
import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.lab.Lab;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every command of the README and of the pages is typed, in the order of its page, on hosts that are called as they are called there, and ends as is said. */
@Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DocumentedCommandsE2eIT {
    /** Its examples are looked up, not followed. */
    private static final String REFERENCE = "docs/verbs.md";

    private final List<String> faults = new ArrayList<>();
    private final Set<String> run = new HashSet<>();
    private final Table table;
    private final Map<String, Documented> documents;

    DocumentedCommandsE2eIT() throws Exception {
        table = Table.read();
        documents = Documented.all(Path.of("..").toAbsolutePath().normalize()).stream()
                .filter(each -> each.steps().stream().anyMatch(step -> step.kind() != Kind.CONFIGURATION))
                .collect(Collectors.toMap(Documented::name, Function.identity()));
    }

    @Test
    void everyCommandDoesWhatItsPageSays() throws Exception {
        Set<String> all = commands();
        assertThat(table.scenes().stream().map(Table.Scene::document))
                .containsExactlyInAnyOrderElementsOf(documents.keySet());
        assertThat(all).as("what commands.yml has").containsAll(table.commands().keySet());
        assumeTrue(Lab.isAvailable());

        try (Desk desk = Desk.open()) {
            for (Table.Scene scene : table.scenes()) {
                follow(desk, scene);
            }
        }

        all.removeAll(run);
        System.out.println(run.size() + " commands of " + documents.size() + " documents run, " + all.size() + " not:");
        all.forEach(command ->
                System.out.println("  " + command + ": " + table.of(command).unrun()));
        assertThat(faults).isEmpty();
        assertThat(all).allMatch(command -> !table.of(command).unrun().isEmpty());
    }

    /** Those that take minutes are not run; what they name is there. */
    @Test
    void everyScriptOfTheProjectIsAScriptAndEveryBenchmarkIsOne() throws Exception {
        Path sources = Lab.sources().toAbsolutePath();
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        String benchmarks = run(sources, java, "-cp", System.getProperty("java.class.path"), Bench.class.getName());
        List<String[]> scripts = commands().stream()
                .filter(command -> command.matches("(e2e|release|\\.ci)/.*"))
                .map(command -> command.split(" ", -1))
                .toList();
        assertThat(scripts).isNotEmpty();
        for (String[] words : scripts) {
            run(sources, "bash", "-n", words[0]);
            if (words[0].equals("e2e/bench")) {
                assertThat(benchmarks).containsPattern("(?m)^" + words[1] + " ");
            }
        }
    }

    private static String run(Path folder, String... words) throws Exception {
        Outcome outcome = new Command(folder, List.of(words)).run();
        assertThat(outcome.exit()).as(outcome.all()).isZero();
        return outcome.out();
    }

    private Set<String> commands() {
        return documents.values().stream()
                .flatMap(each -> each.steps().stream())
                .filter(step -> step.kind() != Kind.CONFIGURATION)
                .map(Step::text)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void follow(Desk desk, Table.Scene scene) throws Exception {
        desk.begin();
        String document = scene.document();
        if (!scene.before().isEmpty()) {
            check(desk, "before " + document, scene.before(), Manner.PLAIN);
        }
        for (Step step : requireNonNull(documents.get(document), document).steps()) {
            boolean isFollowed = step.kind() != Kind.MENTIONED && !document.equals(REFERENCE);
            if (step.kind() == Kind.CONFIGURATION) {
                if (table.configurations().contains(document)) {
                    desk.write("deployctl.yml", step.text());
                }
            } else if (isFollowed || !run.contains(step.text())) {
                type(desk, document + ": ", step.text());
            }
        }
    }

    private void type(Desk desk, String where, String text) throws Exception {
        Manner manner = table.of(text);
        if (!manner.unrun().isEmpty()) {
            return;
        }
        if (!manner.first().isEmpty()) {
            check(desk, where + "before " + text, manner.first(), Manner.PLAIN);
        }
        String with = manner.with().isEmpty() ? "" : "export " + manner.with() + "; ";
        check(desk, where + text, with + (manner.as().isEmpty() ? text : manner.as()), manner);
        if (!manner.then().isEmpty()) {
            check(desk, where + "after " + text, manner.then(), Manner.PLAIN);
        }
        run.add(text);
    }

    private void check(Desk desk, String what, String line, Manner manner) throws Exception {
        Outcome outcome = desk.type(line, manner);
        if (Boolean.getBoolean("deployctl.verbose")) {
            System.out.println(outcome.took().toMillis() + " ms  " + outcome.exit() + "  " + what);
        }
        if (outcome.exit() != manner.exit() || !outcome.out().contains(manner.says())) {
            faults.add(what + ": " + outcome.all());
            System.out.println(what + ": " + outcome.all());
        }
    }
}
