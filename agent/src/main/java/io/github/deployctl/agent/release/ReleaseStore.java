package io.github.deployctl.agent.release;

import io.github.deployctl.agent.fault.Faults;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.Retention;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.json.Json;
import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The installed releases. A folder under {@code releases} that has a {@code release.json} is whole: it was put together elsewhere and renamed there, and
 * never changes again. Any thread may read; one installs and prunes.
 *
 * <p>What goes to the disk, in this order: the artifact's bytes, before it gets its name in {@code incoming}; that folder; the artifact's mode, where it is a
 * program; {@code release.json}; the unfinished folder, with the names of both; {@code releases}, with the name of the release. Only then is the release
 * returned, and so written into {@code state.json}. What a power loss can bring back is an artifact in {@code incoming} or a release that was pruned, and both
 * are whole. {@code current} is for people, so it is not waited for.
 */
public final class ReleaseStore {
    private static final String UNFINISHED = ".unfinished-";
    private static final String CURRENT = ".current-";
    /** A record has some hundred bytes; what is larger was planted. */
    private static final long LARGEST_RECORD = 1 << 20;

    private final StorePaths paths;
    private final Faults faults;
    private final DurableFiles files;
    private final Verification verification;

    public ReleaseStore(StorePaths paths, Faults faults) {
        this.paths = paths;
        this.faults = faults;
        this.files = new DurableFiles(faults);
        this.verification = new Verification(paths);
    }

    /** Returns where artifacts arrive for this store. There is to be one: it knows which files are being written. */
    public Incoming incoming(InstantSource clock) {
        return new Incoming(paths, faults, verification, clock);
    }

    /** Returns what artifacts were signed with. */
    public Signatures signatures() {
        return new Signatures(paths.signatures(), files);
    }

    /** Makes the folders, and removes what a killed agent left unfinished. */
    public void open() throws IOException {
        Files.createDirectories(paths.releases());
        Files.createDirectories(paths.incoming());
        files.sync(paths.state());
        Folders.clear(paths.releases(), UNFINISHED + "*");
        Folders.clear(paths.state(), CURRENT + "*");
    }

    /** Returns a whole release, or nothing when it is not retained or its record cannot be read. */
    public Optional<Release> find(ReleaseId id) {
        try {
            // Nothing here is a link, nor a FIFO that would keep its reader waiting, unless somebody planted it.
            if (!Files.isDirectory(paths.release(id), LinkOption.NOFOLLOW_LINKS)
                    || !Files.isRegularFile(paths.artifact(id), LinkOption.NOFOLLOW_LINKS)
                    || !Files.isRegularFile(paths.releaseFile(id), LinkOption.NOFOLLOW_LINKS)
                    || Files.size(paths.releaseFile(id)) > LARGEST_RECORD) {
                return Optional.empty();
            }
            return Optional.of(Json.read(Files.readString(paths.releaseFile(id)), Release.class));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The same, but nothing when it was found damaged. */
    public Optional<Release> findSound(ReleaseId id) {
        return find(id).filter(release -> !verification.isDamaged(release.id()));
    }

    public boolean holds(Checksum artifact) {
        return list().stream().anyMatch(release -> release.artifact().equals(artifact));
    }

    /**
     * Makes sure that a release's artifact is what was installed. One that this agent has not read or received yet, or that was written to since, is read to
     * its end: with the agent's flags 64 MB take about half a second.
     *
     * @throws FailureException {@code ARTIFACT_INVALID} when it is not; then {@link #list} leaves the release out until it is installed anew
     */
    public void verify(Release release) throws FailureException {
        Optional<String> fault = verification.fault(release);
        if (fault.isPresent()) {
            // Mostly theirs is the same file under another name, and what is held with any release is not sent again.
            list().stream()
                    .filter(sibling -> sibling.artifact().equals(release.artifact()))
                    .forEach(verification::fault);
            List<ReleaseId> sound = list().stream().map(Release::id).toList();
            throw Failure.of(
                            FailureCode.ARTIFACT_INVALID,
                            "nothing was started: release " + release.id() + " is damaged: " + fault.get())
                    .hint(
                            sound.isEmpty()
                                    ? "push it again: it is sent anew"
                                    : "push it again: it is sent anew; or " + rollbackTo(sound))
                    .asException();
        }
    }

    /** Returns the command that goes to the first of {@code releases}, and which others it may name. */
    public static String rollbackTo(List<ReleaseId> releases) {
        String first = "deployctl rollback --to " + releases.get(0);
        String others = releases.stream().skip(1).map(ReleaseId::value).collect(Collectors.joining(", "));
        return others.isEmpty() ? first : first + ", or to " + others;
    }

    /** Returns the retained releases, the newest first, but for those that were found damaged. */
    public List<Release> list() {
        return all().stream()
                .filter(release -> !verification.isDamaged(release.id()))
                .toList();
    }

    private List<Release> all() {
        List<Release> releases = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(paths.releases(), "[!.]*")) {
            for (Path folder : folders) {
                parse(folder).flatMap(this::find).ifPresent(releases::add);
            }
        } catch (IOException e) {
            return List.of();
        }
        releases.sort(Comparator.comparing((Release release) -> installedAt(release.id()))
                .reversed()
                .thenComparing(release -> release.id().value()));
        return releases;
    }

    /**
     * Installs the artifact that is staged, or retained with an earlier release, under {@code wanted}. The same artifact with the same declaration is the
     * same release; with another declaration it gets a name of its own.
     *
     * @throws FailureException when the artifact was never staged
     */
    public Release install(ReleaseId wanted, Checksum artifact, Declaration declaration)
            throws IOException, FailureException {
        ReleaseId id = wanted;
        Optional<Release> same = find(id);
        if (same.isPresent() && !isSame(same.get(), artifact, declaration)) {
            id = new ReleaseId(wanted + "-" + fingerprint(artifact, declaration));
            same = find(id);
        }
        if (same.isPresent() && !verification.isDamaged(id)) {
            return same.get();
        }
        Path source = locate(artifact);
        Release release = new Release(id, artifact, Files.size(source), declaration);
        Path unfinished = Files.createTempDirectory(paths.releases(), UNFINISHED);
        try {
            faults.pass("install-begun");
            link(source, unfinished.resolve("app.jar"));
            faults.pass("install-linked");
            if (declaration.launch().isArtifactProgram()) {
                Folders.makeExecutable(unfinished.resolve("app.jar"));
                files.sync(unfinished.resolve("app.jar"));
            }
            files.replace(unfinished.resolve("release.json"), Json.writePretty(release));
            if (Files.exists(paths.release(id), LinkOption.NOFOLLOW_LINKS)) {
                Folders.delete(paths.release(id));
            }
            Files.move(unfinished, paths.release(id), StandardCopyOption.ATOMIC_MOVE);
            faults.pass("install-renamed");
            files.sync(paths.releases());
            verification.installed(id);
        } finally {
            Folders.delete(unfinished);
        }
        Files.deleteIfExists(paths.incoming(artifact));
        faults.pass("install-done");
        return release;
    }

    /** Points {@code current} at a release, for people. */
    public void markCurrent(ReleaseId id) throws IOException {
        Path link = paths.state().resolve(CURRENT + id.value());
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of("releases", id.value()));
        faults.pass("current-linked");
        Files.move(link, paths.current(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        faults.pass("current-moved");
    }

    /** Removes what is too much, but nothing that is {@code inUse}. Returns what went. */
    public List<ReleaseId> prune(Retention retention, Set<ReleaseId> inUse) throws IOException {
        return remove(surplus(retention, inUse));
    }

    /** Returns what {@link #prune} would remove. */
    public Surplus surplus(Retention retention, Set<ReleaseId> inUse) {
        return Surplus.of(
                all(),
                retention,
                inUse,
                release -> Folders.size(paths.release(release.id()), paths.artifact(release.id())));
    }

    /** Removes it. Returns what went. */
    public List<ReleaseId> remove(Surplus surplus) throws IOException {
        for (Release release : surplus.gone()) {
            remove(release.id());
        }
        return surplus.gone().stream().map(Release::id).toList();
    }

    /**
     * Returns where the artifact lies that was staged, or is retained with a release.
     *
     * @throws FailureException when there is none
     */
    public Path locate(Checksum artifact) throws FailureException {
        Path staged = paths.incoming(artifact);
        if (Files.isRegularFile(staged, LinkOption.NOFOLLOW_LINKS)) {
            return staged;
        }
        return list().stream()
                .filter(release -> release.artifact().equals(artifact))
                .findFirst()
                .map(release -> paths.artifact(release.id()))
                .orElseThrow(() -> Failure.of(
                                FailureCode.ARTIFACT_INVALID,
                                "nothing was deployed: the artifact " + artifact.abbreviated()
                                        + " was not staged first")
                        .asException());
    }

    /** In one step as far as the name goes: what is removed in part is unfinished, and is removed by the next agent if this one dies here. */
    private void remove(ReleaseId id) throws IOException {
        Path unfinished = Files.createTempDirectory(paths.releases(), UNFINISHED);
        faults.pass("prune-begun");
        Files.move(paths.release(id), unfinished, StandardCopyOption.ATOMIC_MOVE);
        faults.pass("prune-renamed");
        Folders.delete(unfinished);
        faults.pass("prune-done");
    }

    private static boolean isSame(Release release, Checksum artifact, Declaration declaration) {
        return release.artifact().equals(artifact) && release.declaration().equals(declaration);
    }

    private static String fingerprint(Checksum artifact, Declaration declaration) throws IOException {
        String text = artifact.hex() + Json.write(declaration);
        return Checksum.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .abbreviated();
    }

    private static Optional<ReleaseId> parse(Path folder) {
        try {
            return Optional.of(new ReleaseId(String.valueOf(folder.getFileName())));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private FileTime installedAt(ReleaseId id) {
        try {
            return Files.getLastModifiedTime(paths.releaseFile(id));
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    /** One file on the disk serves every release of the same artifact; where links cannot be made it is copied. */
    private void link(Path source, Path target) throws IOException {
        try {
            Files.createLink(target, source);
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(source, target);
            files.sync(target);
        }
    }
}
