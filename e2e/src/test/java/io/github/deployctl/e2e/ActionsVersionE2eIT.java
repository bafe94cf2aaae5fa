package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.actions.ActionRun;
import io.github.deployctl.e2e.kit.actions.ActionRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which deployctl an action runs, and on which Java: a revision of the project has what was built here, and pushes that change nothing. */
class ActionsVersionE2eIT extends ActionHost {
    private static final Path SOURCES = ACTIONS.resolve("../..").normalize();

    /** A checkout of the action's repository. */
    private Path revision;

    private Path jar;
    private String version;

    @BeforeEach
    void checkOut() throws Exception {
        revision = site.folder().resolve("revision");
        for (String tree : List.of(".github/actions", "release/version", "release/pin", "install.sh", "pom.xml")) {
            copy(SOURCES.resolve(tree), revision.resolve(tree));
        }
        Files.createSymbolicLink(revision.resolve("release/target"), SOURCES.resolve("release/target"));
        for (String module : List.of("agent", "cli")) {
            Files.createSymbolicLink(revision.resolve(module), SOURCES.resolve(module));
        }
        jar = jars.good("1.0.0");
        version = Releases.versionOf(revision);
    }

    @Test
    void aReleaseIsFetchedOnceAndOnlyWithTheSumThatTheRevisionHas() throws Exception {
        pins("");
        Outcome pin = new Command(revision, List.of("release/pin")).run();
        String line = pin.out().lines().skip(2).findFirst().orElseThrow().strip();
        assertThat(line).as(pin.all()).matches(version + " [0-9a-f]{64}");
        String archive = "deployctl-" + version + ".tar.gz";
        try (Releases releases = new Releases(version)) {
            releases.put(SOURCES.resolve("release/target").resolve(archive));
            Path tools = Files.createDirectory(site.folder().resolve("tools"));
            ActionRunner runner = runner(Map.of(
                    "DEPLOYCTL_DOWNLOADS", releases.address() + "/download", "RUNNER_TOOL_CACHE", tools.toString()));

            pins(version + " " + "0".repeat(64));
            ActionRun other = plan(runner, Map.of());
            assertThat(other.exit()).as(other.all()).isEqualTo(8);
            assertThat(other.annotations()).first().asString().contains("is something else: its SHA-256 is not 000");
            assertThat(other.outputs()).containsEntry("outcome", "failed").containsEntry("exit-code", "8");

            pins(line);
            assertThat(new Command(revision, List.of("release/pin")).run().out())
                    .contains("The actions have the SHA-256");
            ActionRun fetched = plan(runner, Map.of());
            assertThat(fetched.exit()).as(fetched.all()).isZero();
            assertThat(fetched.outputs()).containsEntry("outcome", "planned");
            assertThat(fetched.log()).contains("deployctl " + version + ", SHA-256 " + line.split(" ", -1)[1]);

            releases.cut(archive);
            ActionRun kept = plan(runner, Map.of("version", version));
            assertThat(kept.exit()).as(kept.all()).isZero();
            for (Path file : files(tools)) {
                Files.writeString(file, "spoilt");
            }
            ActionRun cut = plan(runner, Map.of());
            assertThat(cut.exit()).as(cut.all()).isEqualTo(4);
            assertThat(cut.annotations()).first().asString().contains("could not be downloaded");
        }
    }

    @Test
    void theSourcesOfTheRevisionAreBuiltOnceAJob() throws Exception {
        pins("");
        Path bin = Files.createDirectory(site.folder().resolve("bin"));
        // What it would make is there: this test's own build has made it.
        program(bin.resolve("mvn"), "echo called >>\"$HOME/built\"; ! [ -e \"$HOME/broken\" ]");
        ActionRunner runner = runner(Map.of("PATH", bin + ":" + System.getenv("PATH"), "DEPLOYCTL_ARCHIVE", "off"));
        Files.createFile(site.folder().resolve("broken"));
        ActionRun broken = plan(runner, Map.of("version", "source"));
        assertThat(broken.exit()).as(broken.all()).isEqualTo(70);
        assertThat(broken.annotations()).first().asString().contains("could not be built from the revision");
        Files.delete(site.folder().resolve("broken"));

        for (String asked : List.of("source", "")) {
            ActionRun run = plan(runner, Map.of("version", asked));
            assertThat(run.exit()).as(run.all()).isZero();
            assertThat(run.outputs()).containsEntry("outcome", "planned");
        }
        assertThat(Files.readAllLines(site.folder().resolve("built"))).hasSize(2);
    }

    @Test
    void itRunsOnTheJavaThatIsNamed() throws Exception {
        Path java = site.folder().resolve("java home/bin/java");
        Files.createDirectories(java.getParent());
        program(java, "echo \"$0\" >>\"$HOME/ran\"; exec \"" + System.getProperty("java.home") + "/bin/java\" \"$@\"");
        ActionRunner runner = runner(
                Map.of("JAVA_HOME_99_X64", site.folder().resolve("java home").toString()));
        int runs = 0;
        for (String named : List.of("99", java.toString())) {
            ActionRun run = plan(runner, Map.of("version", "installed", "java", named));
            assertThat(run.exit()).as(run.all()).isZero();
            int before = runs;
            runs = Files.readAllLines(site.folder().resolve("ran")).size();
            assertThat(runs).as(named).isGreaterThan(before);
        }
        ActionRun unknown = plan(runner, Map.of("version", "installed", "java", "98"));
        assertThat(unknown.exit()).as(unknown.all()).isEqualTo(2);
        assertThat(unknown.annotations()).first().asString().contains("there is no Java 98 here");
        ActionRun nowhere = plan(runner, Map.of("version", "installed", "java", "/nowhere"));
        assertThat(nowhere.exit()).as(nowhere.all()).isEqualTo(70);
        assertThat(nowhere.log()).contains("needs Java 17 or later; looked at: /nowhere (not there)");
    }

    private ActionRun plan(ActionRunner runner, Map<String, String> more) throws IOException, InterruptedException {
        Map<String, String> with = new HashMap<>(Map.of("version", "", "artifact", jar.toString(), "dry-run", "true"));
        with.putAll(more);
        return runner.uses(revision.resolve(".github/actions/push"), inputs(with));
    }

    private void pins(String line) throws IOException {
        Files.writeString(revision.resolve(".github/actions/lib/pins"), "# none\n" + line + "\n");
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        if (!Files.isDirectory(from)) {
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
            return;
        }
        for (Path file : files(from)) {
            copy(file, to.resolve(from.relativize(file)));
        }
    }
}
