package io.github.deployctl.cli.init;

import io.github.deployctl.cli.artifact.ArtifactFinder;
import io.github.deployctl.cli.init.Project.Build;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at a project from its folder. */
public final class ProjectFinder {
    private final Path folder;

    public ProjectFinder(Path folder) {
        this.folder = folder;
    }

    /** Returns what its files say; a jar that was built says more than the file that would build it. */
    public Project find() {
        Optional<MavenBuild> maven = MavenBuild.of(folder);
        Optional<GradleBuild> gradle = maven.isPresent() ? Optional.empty() : GradleBuild.of(folder);
        List<Candidate> candidates = maven.map(MavenBuild::candidates)
                .or(() -> gradle.map(GradleBuild::candidates))
                .orElse(List.of());
        Build build = maven.map(MavenBuild::build)
                .or(() -> gradle.map(GradleBuild::build))
                .orElse(Build.UNKNOWN);
        if (candidates.size() == 1) {
            return of(candidates.get(0), build);
        }
        AppSettings settings = AppSettings.of(folder, folder);
        return new Project(
                Optional.empty(),
                built(folder),
                candidates.isEmpty() ? Framework.NONE.port(settings) : Optional.empty(),
                Optional.empty(),
                build,
                several(candidates));
    }

    private static List<String> several(List<Candidate> candidates) {
        return candidates.isEmpty()
                ? List.of()
                : List.of("several modules make an app: "
                        + String.join(
                                ", ", candidates.stream().map(Candidate::file).toList()));
    }

    private Project of(Candidate only, Build build) {
        AppSettings settings = AppSettings.of(folder, only.folder());
        List<String> notes = new ArrayList<>(only.notes());
        Optional<Guess> expected = only.jar()
                .map(jar -> folder.relativize(only.folder().resolve(jar)).toString())
                .map(jar -> new Guess(jar, only.file()));
        Optional<Guess> artifact = expected.filter(each -> Files.isRegularFile(folder.resolve(each.value())))
                .or(() -> built(only.folder()))
                .or(() -> expected);
        artifact.filter(each -> !Files.exists(folder.resolve(each.value())))
                .ifPresent(each -> notes.add(each.value() + " is not built yet: " + build.command()));
        expected.filter(each -> each.value().matches(".*-\\d[^/]*"))
                .ifPresent(each -> notes.add("the version is in the name of " + each.value()
                        + "; with the next one change artifact, or give the jar a name that stays: "
                        + (build.tool().equals("maven") ? "build.finalName in pom.xml" : "archiveFileName")));
        return new Project(
                Optional.of(new Guess(only.name(), only.file())),
                artifact,
                only.framework().port(settings),
                only.framework().ready(only.libraries(), settings),
                build,
                notes);
    }

    private Optional<Guess> built(Path module) {
        return ArtifactFinder.find(module)
                .map(jar -> new Guess(folder.relativize(module.resolve(jar)).toString(), "the only one that is built"));
    }
}
