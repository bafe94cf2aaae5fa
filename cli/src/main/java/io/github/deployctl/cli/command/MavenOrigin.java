package io.github.deployctl.cli.command;

import io.github.deployctl.cli.maven.Coordinates;
import io.github.deployctl.cli.maven.MavenArtifacts;
import io.github.deployctl.cli.maven.MavenArtifacts.Got;
import io.github.deployctl.cli.maven.Repository;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.cli.terminal.Surroundings;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.fetch.Origin;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An artifact that Maven coordinates name. */
final class MavenOrigin {
    private final Coordinates coordinates;
    private final Repository repository;

    /**
     * Reads what a user wrote.
     *
     * @param repository null for Maven Central
     */
    MavenOrigin(String coordinates, @Nullable String repository) throws FailureException {
        String option = "--from: ";
        try {
            this.coordinates = Coordinates.parse(coordinates);
            option = "--repository: ";
            this.repository = repository == null ? Repository.CENTRAL : Repository.parse(repository);
        } catch (IllegalArgumentException e) {
            throw Failure.of(FailureCode.USAGE, option + e.getMessage()).asException();
        }
    }

    /** Returns the file, which is here now. */
    Path file(Output shown) throws FailureException {
        MavenArtifacts artifacts = artifacts(shown);
        Got got = shown.during("fetching " + coordinates + " from " + repository, () -> artifacts.get(coordinates));
        shown.step("got " + coordinates + ", SHA-256 " + got.checksum());
        return got.file();
    }

    /** Returns where a host can fetch it. */
    Origin origin(Output shown) throws FailureException {
        MavenArtifacts artifacts = artifacts(shown);
        Origin origin = shown.during(
                "asking " + repository + " for the checksum of " + coordinates, () -> artifacts.origin(coordinates));
        shown.step("wanted is " + coordinates + ", SHA-256 " + origin.checksum());
        return origin;
    }

    private MavenArtifacts artifacts(Output shown) throws FailureException {
        Surroundings around = shown.console().surroundings();
        return MavenArtifacts.of(repository, around.home(), around.environment(), "deployctl/" + Version.current());
    }
}
