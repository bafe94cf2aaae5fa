package io.github.deployctl.cli.doctor;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.config.DeployFile;
import io.github.deployctl.cli.config.Finding;
import io.github.deployctl.cli.remote.ssh.KeySurvey;
import io.github.deployctl.common.failure.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was seen here.
 *
 * @param java the version that runs this
 * @param programs where each is that was looked for; in the order in which they are told
 * @param keys for each different way to log in; none where no host could be asked about
 */
public record LocalSight(
        String java,
        Map<String, Optional<Path>> programs,
        List<KeySurvey.Found> keys,
        Configuration configuration,
        Jar artifact) {
    public LocalSight {
        requireNonNull(java, "java");
        keys = List.copyOf(keys);
    }

    /**
     * The file.
     *
     * @param shown what the command line calls it
     * @param read what it says, or null
     * @param findings what is wrong in it
     * @param failure why it could not be read, or null
     */
    public record Configuration(
            Path path,
            String shown,
            @Nullable DeployFile read,
            List<Finding> findings,
            @Nullable Failure failure) {
        public Configuration {
            findings = List.copyOf(findings);
        }
    }

    /**
     * The artifact.
     *
     * @param path null where it is not known which it is
     * @param isThere whether there is such a file
     * @param size in bytes
     * @param age since it was written
     * @param failure why it cannot be pushed, or null
     */
    public record Jar(
            @Nullable Path path,
            boolean isThere,
            long size,
            Duration age,
            @Nullable Failure failure) {
        static final Jar UNKNOWN = new Jar(null, false, 0, Duration.ZERO, null);
    }
}
