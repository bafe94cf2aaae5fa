package io.github.deployctl.cli.artifact;

import io.github.deployctl.cli.artifact.Artifact.Reading;
import io.github.deployctl.cli.text.FileTrouble;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.fetch.Origin;
import io.github.deployctl.common.release.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads an artifact, and refuses with {@code ARTIFACT_INVALID} what could not be started: for {@code java -jar}, whatever is no executable jar. */
public final class ArtifactReader {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final InstantSource clock;
    private final ChecksumCache known;

    public ArtifactReader(InstantSource clock, ChecksumCache known) {
        this.clock = clock;
        this.known = known;
    }

    /** Looks at it; all of its bytes are read by a thread of its own, which nobody needs to wait for before they are to be sent. */
    public Artifact read(Path file, Launch launch) throws FailureException {
        String version = check(file, launch);
        try {
            FileStamp stamp = FileStamp.of(file);
            return new Artifact(file, Files.size(file), version, new Reading(stamp, checksum(file, stamp)));
        } catch (IOException e) {
            throw invalid(file, "cannot be read: " + FileTrouble.of(e), null);
        }
    }

    /** Looks at it without reading it all, and returns the version that it names, or the time. */
    public String check(Path file, Launch launch) throws FailureException {
        try {
            refuseWhatIsNoFile(file);
            return launch.isCommand() ? versionOfAny(file) : version(file);
        } catch (ZipException e) {
            throw invalid(
                    file, "is not a jar: it is no zip archive", "name the jar that the build made with --artifact");
        } catch (IOException e) {
            throw invalid(file, "cannot be read: " + FileTrouble.of(e), null);
        }
    }

    /** Returns one that is not here: its file is a name, and its version is in that, or is the time. */
    public Artifact absent(Origin origin) {
        String version = origin.version().orElseGet(() -> TIME.format(clock.instant()));
        return new Artifact(Path.of(origin.fileName()), 0, origin.checksum(), version);
    }

    private CompletableFuture<Checksum> checksum(Path file, FileStamp stamp) {
        Optional<Checksum> before = known.find(file, stamp);
        if (before.isPresent()) {
            return CompletableFuture.completedFuture(before.get());
        }
        CompletableFuture<Checksum> reading = new CompletableFuture<>();
        Thread thread = new Thread(() -> complete(reading, file, stamp), "deployctl-checksum");
        thread.setDaemon(true);
        thread.start();
        return reading;
    }

    private void complete(CompletableFuture<Checksum> reading, Path file, FileStamp stamp) {
        try (InputStream in = Files.newInputStream(file)) {
            Checksum checksum = Checksum.of(in);
            if (FileStamp.of(file).equals(stamp)) {
                known.keep(file, stamp, checksum);
            }
            reading.complete(checksum);
        } catch (IOException | RuntimeException e) {
            reading.completeExceptionally(e);
        }
    }

    private static void refuseWhatIsNoFile(Path file) throws IOException, FailureException {
        if (!Files.exists(file)) {
            throw invalid(file, "does not exist", "build it first, or name another with --artifact");
        }
        if (!Files.isRegularFile(file)) {
            throw invalid(file, "is a folder, not a jar", "name the jar in it with --artifact");
        }
        if (!Files.isReadable(file)) {
            throw invalid(file, "may not be read by this user", null);
        }
        if (Files.size(file) == 0) {
            throw invalid(file, "is empty", "build it again");
        }
    }

    /** What a command makes of its artifact is its own affair; if it is a jar or another zip archive, it may name its version like one. */
    private String versionOfAny(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            return named(jar, file, manifest == null ? new Attributes() : manifest.getMainAttributes());
        } catch (ZipException noArchive) {
            return TIME.format(clock.instant());
        }
    }

    private String version(Path file) throws IOException, FailureException {
        // Unverified: signatures are the app's matter, and checking them would read the whole jar once more.
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
            if (main.getValue(Attributes.Name.MAIN_CLASS) == null) {
                throw invalid(
                        file,
                        "is not executable: its manifest names no Main-Class",
                        "name the executable jar (often the one with all dependencies) with --artifact");
            }
            return named(jar, file, main);
        }
    }

    private String named(JarFile jar, Path file, Attributes main) throws IOException {
        String named = main.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        if (named == null || named.isBlank()) {
            named = MavenVersion.of(jar, file.getFileName().toString()).orElse("");
        }
        return named.isBlank() ? TIME.format(clock.instant()) : named.trim();
    }

    private static FailureException invalid(Path file, String why, @Nullable String hint) {
        return Failure.of(FailureCode.ARTIFACT_INVALID, "artifact not read: " + file + " " + why)
                .serving("nothing was changed")
                .hint(hint)
                .asException();
    }
}
