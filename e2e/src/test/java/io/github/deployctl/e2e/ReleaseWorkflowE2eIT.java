package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.actions.ActionFile;
import io.github.deployctl.e2e.kit.actions.ActionRun;
import io.github.deployctl.e2e.kit.actions.ActionRunner;
import io.github.deployctl.e2e.kit.actions.WorkflowFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of the release's workflow, on what this build has made. Its second build and its images of Java are made by others: see CONTRIBUTING. */
class ReleaseWorkflowE2eIT {
    private static final Path SOURCES =
            Path.of(System.getProperty("deployctl.sources")).toAbsolutePath().normalize();
    private static final Path WORKFLOWS = SOURCES.resolve(".github/workflows");

    @TempDir
    Path temp;

    private Path clone;
    private String version;
    private ActionRunner runner;

    @BeforeEach
    void checkOut() throws Exception {
        clone = temp.resolve("clone");
        for (String file : List.of(
                "release/version",
                "release/pin",
                "release/checksums",
                "install.sh",
                "pom.xml",
                "CHANGELOG.md",
                ".github/actions/lib/pins")) {
            Files.createDirectories(clone.resolve(file).getParent());
            Files.copy(SOURCES.resolve(file), clone.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        version = Releases.versionOf(clone);
        String archive = "deployctl-" + version + ".tar.gz";
        Files.createDirectory(clone.resolve("release/target"));
        Files.copy(
                SOURCES.resolve("release/target").resolve(archive),
                clone.resolve("release/target").resolve(archive));
        Path bin = Files.createDirectory(temp.resolve("bin"));
        Files.writeString(bin.resolve("gh"), "#!/bin/sh\necho \"$@\" >>\"$HOME/asked\"\n");
        Files.setPosixFilePermissions(bin.resolve("gh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        runner = new ActionRunner(
                clone,
                Files.createDirectory(temp.resolve("runner")),
                Map.of("HOME", temp.toString(), "PATH", bin + ":" + System.getenv("PATH")),
                List.of());
    }

    @Test
    void aTagThatIsTheVersionIsTakenAndNoOtherOne() throws Exception {
        ActionFile step = steps("build", "release/version");
        Files.writeString(clone.resolve("CHANGELOG.md"), "# Changelog\n\n## [" + version + "] - " + day() + "\n");
        ActionRun taken = runner.job(step, Map.of("github.ref_name", "v" + version));
        assertThat(taken.exit()).as(taken.all()).isZero();
        assertThat(taken.outputs()).containsExactly(Map.entry("version", version));

        ActionRun other = runner.job(step, Map.of("github.ref_name", "v99.0.0"));
        assertThat(other.exit()).as(other.all()).isOne();
        assertThat(other.log()).contains("no release is made: the tag is v99.0.0, and pom.xml says " + version);

        Files.writeString(clone.resolve("CHANGELOG.md"), "# Changelog\n\n## [" + version + "] - 1999-12-31\n");
        ActionRun late = runner.job(step, Map.of("github.ref_name", "v" + version));
        assertThat(late.exit()).as(late.all()).isOne();
        assertThat(late.log()).contains("no release is made: pom.xml says that its time is " + day());

        Files.writeString(clone.resolve("CHANGELOG.md"), "# Changelog\n");
        ActionRun untold = runner.job(step, Map.of("github.ref_name", "v" + version));
        assertThat(untold.exit()).as(untold.all()).isOne();
        assertThat(untold.log()).contains("CHANGELOG.md has no section [" + version + "]");
    }

    /** The day of the release that the build is of. */
    private String day() throws IOException {
        return Files.readAllLines(clone.resolve("pom.xml")).stream()
                .filter(line -> line.contains("<project.build.outputTimestamp>"))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*>([0-9-]+)T.*", "$1");
    }

    @Test
    void whatIsBuiltIsHeldAgainstThePinThatThereIs() throws Exception {
        ActionFile step = steps("build", "release/pin");
        Path pins = clone.resolve(".github/actions/lib/pins");
        Files.writeString(pins, "");
        ActionRun none = runner.job(step, Map.of());
        assertThat(none.exit()).as(none.all()).isZero();
        String sum = sums(SOURCES.resolve("release/target"))
                .lines()
                .filter(line -> line.endsWith(" deployctl-" + version + ".tar.gz"))
                .findFirst()
                .orElseThrow()
                .substring(0, 64);
        assertThat(none.summary()).contains("\n    " + version + " " + sum + "\n");

        Files.writeString(pins, version + " " + sum + "\n");
        ActionRun same = runner.job(step, Map.of());
        assertThat(same.exit()).as(same.all()).isZero();
        assertThat(same.summary()).contains("The actions have the SHA-256 of deployctl-" + version);

        Files.writeString(pins, version + " " + "0".repeat(64) + "\n");
        assertThat(runner.job(step, Map.of()).exit()).isOne();
    }

    @Test
    void allOfItIsPublishedAtOnceWithItsSums() throws Exception {
        Path published = Files.createDirectory(clone.resolve("published"));
        List<String> files = List.of("deployctl-" + version + ".tar.gz", "deployctl_" + version + "_all.deb");
        for (String file : files) {
            Files.copy(SOURCES.resolve("release/target").resolve(file), published.resolve(file));
        }
        ActionRun run = runner.job(
                WorkflowFile.job(WORKFLOWS, "release.yml", "publish"),
                Map.of("github.ref_name", "v" + version, "github.token", "a-token"));
        assertThat(run.exit()).as(run.all()).isZero();
        Outcome checked = new Command(published, List.of("sha256sum", "--check", "--strict", "SHA256SUMS")).run();
        assertThat(checked.out().lines())
                .containsExactlyInAnyOrder("install.sh: OK", files.get(0) + ": OK", files.get(1) + ": OK");
        String tag = "v" + version;
        assertThat(Files.readAllLines(temp.resolve("asked")))
                .containsExactly(
                        "release create " + tag + " --draft --verify-tag --title " + tag
                                + " --notes-file CHANGELOG.md published/SHA256SUMS published/" + files.get(0)
                                + " published/" + files.get(1) + " published/install.sh",
                        "release edit " + tag + " --draft=false");
    }

    @Test
    void theImageTakesWhatTheWorkflowHasMadeThere() throws Exception {
        List<String> lines = Files.readAllLines(SOURCES.resolve("release/Containerfile"));
        assertThat(lines.stream().filter(line -> line.matches("(ADD|COPY) .*")))
                .containsExactly("ADD deployctl-${VERSION}-${PLATFORM}.tar.gz /opt/");
        ActionFile image = steps("self-contained", "docker build");
        assertThat(image.steps())
                .singleElement()
                .satisfies(step -> assertThat(step.run())
                        .contains("--build-arg VERSION=\"$VERSION\"", "--build-arg PLATFORM=\"$PLATFORM\"")
                        .contains("--file release/Containerfile first"));
        assertThat(steps("self-contained", "release/self-contained").steps())
                .singleElement()
                .satisfies(step -> assertThat(step.run())
                        .contains("release/self-contained \"first/deployctl-$VERSION.tar.gz\" \"$PLATFORM\""));
        assertThat(lines.stream().filter(line -> line.startsWith("FROM ")))
                .singleElement()
                .asString()
                .matches("FROM docker\\.io/library/debian:1\\d-slim(@sha256:[0-9a-f]{64})?");
        assertThat(lines).contains("USER deployctl", "ENTRYPOINT [\"deployctl\"]");
    }

    private static ActionFile steps(String job, String script) throws IOException {
        ActionFile all = WorkflowFile.job(WORKFLOWS, "release.yml", job);
        List<ActionFile.Step> steps =
                all.steps().stream().filter(step -> step.run().contains(script)).toList();
        assertThat(steps).hasSize(1);
        return new ActionFile(all.folder(), all.inputs(), all.outputs(), steps);
    }

    private static String sums(Path folder) throws IOException {
        return Files.readString(folder.resolve("SHA256SUMS"));
    }
}
