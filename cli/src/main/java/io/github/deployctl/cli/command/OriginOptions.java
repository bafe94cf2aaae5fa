package io.github.deployctl.cli.command;

import io.github.deployctl.cli.artifact.Artifact;
import io.github.deployctl.cli.artifact.ArtifactReader;
import io.github.deployctl.cli.artifact.ChecksumCache;
import io.github.deployctl.cli.artifact.FetchedArtifacts;
import io.github.deployctl.cli.deploy.Provenance;
import io.github.deployctl.cli.maven.Coordinates;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.cli.terminal.Surroundings;
import io.github.deployctl.cli.text.FileTrouble;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.fetch.Origin;
import io.github.deployctl.common.protocol.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which artifact is pushed, where it comes from, and what vouches for it. */
final class OriginOptions {
    @Option(names = "--artifact", paramLabel = "JAR", description = "instead of the one in deployctl.yml")
    private @Nullable Path artifact;

    @Option(
            names = "--from",
            paramLabel = "PLACE",
            description = "fetch it: https://HOST/PATH#sha256=HEX or GROUP:ARTIFACT[:EXT[:CLASSIFIER]]:VERSION")
    private @Nullable String from;

    @Option(
            names = "--repository",
            paramLabel = "[ID=]URL",
            description = "with --from GROUP:...: default: Maven Central")
    private @Nullable String repository;

    @Option(names = "--from-host", description = "with --from: each host fetches it itself")
    private boolean fromHost;

    @Option(
            names = "--signature",
            paramLabel = "FILE",
            description = "of ssh-keygen -Y sign -n deployctl; default: JAR.sig, if it is there")
    private @Nullable Path signature;

    /** What was chosen. */
    record Chosen(Artifact artifact, Provenance provenance) {}

    Chosen choose(Workspace workspace, Output shown) throws FailureException {
        Surroundings around = shown.console().surroundings();
        ArtifactReader reader = new ArtifactReader(around.clock(), new ChecksumCache(around.cache(), around.clock()));
        refuseWhatMakesNoSense();
        if (from != null && Coordinates.areMeant(from)) {
            return ofCoordinates(new MavenOrigin(from, repository), workspace, shown);
        }
        Optional<Origin> origin = origin();
        if (origin.isPresent() && fromHost) {
            return new Chosen(reader.absent(origin.get()), new Provenance(origin.get(), signature(around, null)));
        }
        Path jar = origin.isPresent() ? fetched(origin.get(), around, shown) : local(workspace, around);
        Artifact read = shown.during(
                "reading " + jar,
                () -> reader.read(jar, workspace.file().declaration().launch()));
        Path beside = from != null ? null : jar.resolveSibling(jar.getFileName() + ".sig");
        return new Chosen(read, new Provenance(null, signature(around, beside)));
    }

    private Chosen ofCoordinates(MavenOrigin maven, Workspace workspace, Output shown) throws FailureException {
        Surroundings around = shown.console().surroundings();
        ArtifactReader reader = new ArtifactReader(around.clock(), new ChecksumCache(around.cache(), around.clock()));
        if (fromHost) {
            Origin origin = maven.origin(shown);
            return new Chosen(reader.absent(origin), new Provenance(origin, signature(around, null)));
        }
        Artifact read =
                reader.read(maven.file(shown), workspace.file().declaration().launch());
        return new Chosen(read, new Provenance(null, signature(around, null)));
    }

    private void refuseWhatMakesNoSense() throws FailureException {
        if (from == null && fromHost) {
            throw usage("--from-host needs --from: what the host is to fetch");
        }
        if (from != null && artifact != null) {
            throw usage("--from and --artifact both name the artifact; give one");
        }
        if (repository != null && (from == null || !Coordinates.areMeant(from))) {
            throw usage("--repository needs --from GROUP:ARTIFACT:VERSION: what lies in it");
        }
    }

    private Optional<Origin> origin() throws FailureException {
        if (from == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Origin.parse(from));
        } catch (IllegalArgumentException e) {
            throw usage("--from: " + e.getMessage());
        }
    }

    private static Path fetched(Origin origin, Surroundings around, Output shown) throws FailureException {
        FetchedArtifacts fetched = new FetchedArtifacts(
                around.cache().resolve("fetched"), "deployctl/" + Version.current(), around.clock());
        return shown.during("fetching " + origin, () -> fetched.get(origin));
    }

    private Path local(Workspace workspace, Surroundings around) {
        return artifact == null ? workspace.file().artifact() : around.folder().resolve(artifact);
    }

    private @Nullable String signature(Surroundings around, @Nullable Path beside) throws FailureException {
        Path file = signature == null ? beside : around.folder().resolve(signature);
        if (file == null || (signature == null && !Files.isRegularFile(file))) {
            return null;
        }
        try {
            if (Files.size(file) > Request.Deploy.LONGEST_SIGNATURE) {
                throw invalid(file + " is too long to be a signature");
            }
            String text = Files.readString(file, StandardCharsets.US_ASCII);
            if (!text.startsWith("-----BEGIN SSH SIGNATURE-----")) {
                throw invalid(file + " is no signature of ssh-keygen -Y sign");
            }
            return text;
        } catch (IOException e) {
            throw invalid(file + " cannot be read: " + FileTrouble.of(e));
        }
    }

    private static FailureException invalid(String why) {
        return Failure.of(FailureCode.ARTIFACT_INVALID, "signature not read: " + why)
                .serving("nothing was changed")
                .asException();
    }

    private static FailureException usage(String why) {
        return Failure.of(FailureCode.USAGE, why).asException();
    }
}
