package io.github.deployctl.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deployctl.e2e.documents.Documented.Kind;
import io.github.deployctl.e2e.documents.Documented.Step;
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
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Every command of the README and of the pages is typed, in the order of its page, on hosts that are called as they are called there, and ends as it is said to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 8, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DocumentedCommandsE2eIT {
    private final List<String> faults = new ArrayList<>();
    private final Set<String> run = new HashSet<>();
    private Manner.Table table;
    private Map<String, Documented> documents;
    private Desk desk;

    @BeforeAll
    void open() throws Exception {
        table = Manner.table();
        documents = Documented.all(Path.of("..").toAbsolutePath().normalize()).stream()
                .collect(Collectors.toMap(Documented::name, each -> each));
        assumeTrue(Lab.isAvailable());
        desk = Desk.open();
    }

    @AfterAll
    void close() {
        if (desk != null) {
            desk.close();
        }
    }

    @Test
    void everyCommandDoesWhatItsPageSays() throws Exception {
        Set<String> all = new TreeSet<>();
        documents.values().stream()
                .flatMap(each -> each.steps().stream())
                .filter(step -> step.kind() != Kind.CONFIGURATION)
                .forEach(step -> all.add(step.text()));
        assertThat(table.scenes().stream().map(Manner.Scene::document))
                .containsExactlyInAnyOrderElementsOf(documents.values().stream()
                        .filter(each -> each.steps().stream().anyMatch(step -> step.kind() != Kind.CONFIGURATION))
                        .map(Documented::name)
                        .toList());
        assertThat(all).as("the commands that need more than to be typed").containsAll(table.commands().keySet());

        for (Manner.Scene scene : table.scenes()) {
            follow(scene);
        }

        Set<String> unrun = new TreeSet<>(all);
        unrun.removeAll(run);
        System.out.println(all.size() + " commands in " + table.scenes().size() + " documents, " + run.size() + " run, "
                + unrun.size() + " not:");
        unrun.forEach(command -> System.out.println("  " + command + ": " + table.of(command).unrun()));
        assertThat(faults).isEmpty();
        assertThat(unrun).allMatch(command -> !table.of(command).unrun().isEmpty());
    }

    private void follow(Manner.Scene scene) throws Exception {
        desk.begin();
        if (!scene.before().isEmpty()) {
            check("before " + scene.document(), "run", scene.before(), Manner.PLAIN);
        }
        for (Step step : documents.get(scene.document()).steps()) {
            if (step.kind() == Kind.CONFIGURATION) {
                if (table.configurations().contains(scene.document())) {
                    desk.write("deployctl.yml", step.text());
                }
            } else if (step.kind() == Kind.TYPED && !scene.document().equals("docs/verbs.md") || !run.contains(step.text())) {
                type(scene.document(), step.text());
            }
        }
    }

    private void type(String document, String text) throws Exception {
        Manner manner = table.of(text);
        if (!manner.unrun().isEmpty()) {
            return;
        }
        if (!manner.first().isEmpty()) {
            check(document + ": before " + text, "run", manner.first(), Manner.PLAIN);
        }
        String how = manner.interrupted() ? "interrupt" : manner.answer().isEmpty() ? "run" : "answer";
        String with = manner.with().isEmpty() ? "" : "export " + manner.with() + "; ";
        check(document + ": " + text, how, with + (manner.as().isEmpty() ? text : manner.as()), manner);
        if (!manner.then().isEmpty()) {
            check(document + ": after " + text, "run", manner.then(), Manner.PLAIN);
        }
        run.add(text);
    }

    private void check(String what, String how, String line, Manner manner) throws Exception {
        Outcome outcome = desk.type(how, line, manner.answer());
        if (Boolean.getBoolean("deployctl.verbose")) {
            System.out.println(outcome.took().toMillis() + " ms  " + outcome.exit() + "  " + what);
        }
        if (outcome.exit() != manner.exit() || !outcome.out().contains(manner.says())) {
            faults.add(what + ": " + outcome.all());
        }
    }
}
