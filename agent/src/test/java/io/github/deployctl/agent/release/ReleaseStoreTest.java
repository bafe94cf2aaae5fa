package io.github.deployctl.agent.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.agent.fault.Faults;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.Retention;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseStoreTest {
    private static final Declaration DECLARATION =
            Declaration.of(new AppName("shop"), Map.of("http", ListenAddress.parse("8080")));

    private @TempDir Path folder;
    private StorePaths paths;
    private ReleaseStore store;
    private Incoming incoming;

    @BeforeEach
    void open() throws IOException {
        paths = new StorePaths(
                folder.resolve("state"), folder.resolve("run"), folder.resolve("log"), folder.resolve("env"));
        store = new ReleaseStore(paths, Faults.NONE);
        store.open();
        incoming = store.incoming(InstantSource.system());
    }

    private Checksum stage(String text) throws IOException, FailureException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        Checksum sha = Checksum.of(new ByteArrayInputStream(content));
        receive(sha, content.length, content);
        return sha;
    }

    private void receive(Checksum promised, long size, byte[] content) throws IOException, FailureException {
        try (Arrival arrival = incoming.expect(promised, size)) {
            arrival.receive(new ByteArrayInputStream(content));
        }
    }

    private Release install(String version, int day) throws IOException, FailureException {
        Checksum sha = stage("jar " + version);
        Release release = store.install(ReleaseId.of(version, sha), sha, DECLARATION);
        Files.setLastModifiedTime(paths.releaseFile(release.id()), FileTime.fromMillis(day * 86_400_000L));
        return release;
    }

    @Test
    void installedReleaseIsFoundWithItsDeclarationAndItsBytes() throws Exception {
        Release release = install("1", 1);

        assertThat(new ReleaseStore(paths, Faults.NONE).find(release.id())).contains(release);
        assertThat(paths.artifact(release.id())).hasContent("jar 1");
        assertThat(paths.incoming(release.artifact())).as("moved, not copied").doesNotExist();
    }

    @Test
    void wrongChecksumInstallsNothing() throws IOException {
        Checksum promised = Checksum.of(new ByteArrayInputStream("good".getBytes(StandardCharsets.UTF_8)));
        byte[] bad = "evil".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> receive(promised, bad.length, bad))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(FailureCode.ARTIFACT_INVALID));
        assertThat(paths.incoming()).isEmptyDirectory();
    }

    @Test
    void uploadThatIsLongerThanAnnouncedIsStopped() throws IOException {
        byte[] content = new byte[100];
        Checksum sha = Checksum.of(new ByteArrayInputStream(content));

        assertThatThrownBy(() -> receive(sha, 99, content))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer");
        assertThat(paths.incoming()).isEmptyDirectory();
    }

    @Test
    void artifactThatDoesNotFitOnTheDiskIsRefusedBeforeItIsSent() throws Exception {
        Checksum sha = new Checksum("0".repeat(64));
        incoming.makeSureOfRoom(sha, 1);

        assertThatThrownBy(() -> incoming.makeSureOfRoom(sha, Long.MAX_VALUE / 2))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("MiB free in " + paths.state());
    }

    @Test
    void artifactThatWasNotStagedCannotBeInstalled() {
        Checksum sha = new Checksum("0".repeat(64));

        assertThatThrownBy(() -> store.install(ReleaseId.of("1", sha), sha, DECLARATION))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("was not staged");
    }

    @Test
    void whatAKilledAgentLeftHalfDoneIsRemoved() throws IOException {
        Files.createDirectories(paths.releases().resolve(".unfinished-123"));
        Files.writeString(paths.releases().resolve(".unfinished-123/app.jar"), "half");
        Files.writeString(paths.incoming().resolve("partial-1"), "half");

        new ReleaseStore(paths, Faults.NONE).open();
        incoming.clear();

        assertThat(paths.releases()).isEmptyDirectory();
        assertThat(paths.incoming()).isEmptyDirectory();
    }

    @Test
    void pruneKeepsTheNewestAndWhateverIsInUse() throws Exception {
        Release first = install("1", 1);
        Release second = install("2", 2);
        Release third = install("3", 3);

        assertThat(store.prune(new Retention(1), Set.of(first.id()))).containsExactly(second.id());
        assertThat(store.list()).extracting(Release::id).containsExactly(third.id(), first.id());
    }

    @Test
    void pruneRemovesAPlantedLinkAndNotWhatItPointsTo() throws Exception {
        Release first = install("1", 1);
        install("2", 2);
        Path precious = Files.writeString(
                Files.createDirectory(folder.resolve("precious")).resolve("file"), "keep me");
        Files.createSymbolicLink(paths.release(first.id()).resolve("link"), precious.getParent());

        store.prune(new Retention(1), Set.of());

        assertThat(paths.release(first.id())).doesNotExist();
        assertThat(precious).hasContent("keep me");
    }

    @Test
    void foldersThatAreNoReleaseAreLeftAlone() throws Exception {
        Files.createDirectories(paths.releases().resolve("notes"));
        install("1", 1);

        store.prune(new Retention(1), Set.of());

        assertThat(store.list()).hasSize(1);
        assertThat(paths.releases().resolve("notes")).isDirectory();
    }

    @Test
    void currentPointsToTheReleaseThatWasMarkedLast() throws Exception {
        Release first = install("1", 1);
        Release second = install("2", 2);
        store.markCurrent(first.id());
        store.markCurrent(second.id());

        assertThat(paths.current().toRealPath())
                .isEqualTo(paths.release(second.id()).toRealPath());
    }

    @Test
    void sameArtifactUnderAnotherDeclarationSharesTheBytes() throws Exception {
        Release first = install("1", 1);
        Declaration other = Declaration.of(new AppName("shop"), Map.of("http", ListenAddress.parse("9090")));
        Release second = store.install(first.id(), first.artifact(), other);

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(Files.isSameFile(paths.artifact(first.id()), paths.artifact(second.id())))
                .isTrue();
        assertThat(store.install(first.id(), first.artifact(), other)).isEqualTo(second);
    }

    @Test
    void plantedLinksAreNeitherReleasesNorArtifacts() throws Exception {
        Release real = install("1", 1);
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.copy(paths.artifact(real.id()), elsewhere.resolve("app.jar"));
        Files.copy(paths.releaseFile(real.id()), elsewhere.resolve("release.json"));
        ReleaseId linked = new ReleaseId("2-00000000");
        Files.createSymbolicLink(paths.release(linked), elsewhere);
        Checksum other = new Checksum("ab".repeat(32));
        Files.createSymbolicLink(paths.incoming(other), elsewhere.resolve("app.jar"));

        assertThat(store.find(linked)).isEmpty();
        assertThat(store.list()).containsExactly(real);
        assertThat(incoming.holds(other)).isFalse();
        assertThatThrownBy(() -> store.locate(other)).isInstanceOf(FailureException.class);
        store.prune(new Retention(1), Set.of());
        incoming.clear();
        assertThat(elsewhere.resolve("app.jar")).hasContent("jar 1");
    }

    @Test
    void recordThatIsALinkIsNotRead() throws Exception {
        Release release = install("1", 1);
        Path elsewhere = Files.move(paths.releaseFile(release.id()), folder.resolve("elsewhere.json"));
        Files.createSymbolicLink(paths.releaseFile(release.id()), elsewhere);

        assertThat(store.find(release.id())).isEmpty();
        assertThat(elsewhere).exists();
    }

    @Test
    void installationOverAPlantedLinkLeavesWhatItPointsTo() throws Exception {
        Path precious = Files.writeString(
                Files.createDirectory(folder.resolve("precious")).resolve("file"), "keep me");
        Checksum sha = stage("jar 1");
        ReleaseId id = ReleaseId.of("1", sha);
        Files.createSymbolicLink(paths.release(id), precious.getParent());

        store.install(id, sha, DECLARATION);

        assertThat(paths.release(id)).isDirectory();
        assertThat(Files.isSymbolicLink(paths.release(id))).isFalse();
        assertThat(precious).hasContent("keep me");
    }

    @Test
    void releaseThatWasPrunedInPartIsRemovedByTheNextAgent() throws Exception {
        install("1", 1);
        install("2", 2);
        class Died extends RuntimeException {
            private static final long serialVersionUID = 1;
        }
        ReleaseStore dying = new ReleaseStore(paths, step -> {
            if (step.equals("prune-renamed")) {
                throw new Died();
            }
        });
        assertThatThrownBy(() -> dying.prune(new Retention(1), Set.of())).isInstanceOf(Died.class);

        new ReleaseStore(paths, Faults.NONE).open();

        try (var left = Files.list(paths.releases())) {
            assertThat(left.map(p -> p.getFileName().toString())).hasSize(1).allMatch(name -> name.startsWith("2-"));
        }
    }

    @Test
    void ofWhatNobodyCameBackForTheNewestStay() throws Exception {
        for (int i = 1; i <= 5; i++) {
            Files.setLastModifiedTime(paths.incoming(stage("jar " + i)), FileTime.fromMillis(i * 1000L));
        }

        try (var left = Files.list(paths.incoming())) {
            assertThat(left.map(ReleaseStoreTest::content)).containsExactlyInAnyOrder("jar 3", "jar 4", "jar 5");
        }
    }

    @Test
    void whatHasJustArrivedStaysThoughItsFileLooksOlderThanAllThatWait() throws Exception {
        Instant ahead = Instant.now().plusSeconds(3600);
        for (int i = 1; i <= 3; i++) {
            Files.setLastModifiedTime(paths.incoming(stage("jar " + i)), FileTime.from(ahead.plusSeconds(i)));
        }

        Checksum last = stage("jar 4");

        assertThat(incoming.holds(last)).isTrue();
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void damagedReleaseIsNamedAndLeftOutUntilItIsInstalledAnew() throws Exception {
        Release good = install("1", 1);
        Release bad = install("2", 2);
        store.verify(good);
        store.verify(bad);
        // Of another length: the clock by which a file's last change is noted ticks a few times in a hundredth of a
        // second.
        Files.writeString(paths.artifact(bad.id()), "jar 2, damaged");

        assertThatThrownBy(() -> store.verify(bad)).isInstanceOfSatisfying(FailureException.class, e -> {
            assertThat(e.failure().code()).isEqualTo(FailureCode.ARTIFACT_INVALID);
            assertThat(e.failure().message())
                    .contains(bad.id().value(), "is damaged", bad.artifact().hex());
            assertThat(e.failure().hint()).contains(good.id().value());
        });
        assertThat(store.list()).containsExactly(good);
        assertThat(store.find(bad.id()))
                .as("what runs still needs its declaration")
                .contains(bad);
        assertThat(store.holds(bad.artifact())).as("it is to be sent anew").isFalse();

        Checksum sha = stage("jar 2");
        assertThat(store.install(bad.id(), sha, DECLARATION)).isEqualTo(bad);
        store.verify(bad);
        assertThat(store.list()).contains(bad, good);
        assertThat(paths.artifact(bad.id())).hasContent("jar 2");
    }

    @Test
    void damageOfAFileThatTwoReleasesShareIsThatOfBothAndHealedByTheNextPush() throws Exception {
        Release first = install("1", 1);
        Declaration other = DECLARATION.with(new Retention(7));
        Release second = store.install(first.id(), first.artifact(), other);
        assertThat(second.id()).isNotEqualTo(first.id());
        store.verify(first);
        Files.writeString(paths.artifact(second.id()), "no jar any more");

        assertThatThrownBy(() -> store.verify(second))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        e -> assertThat(e.failure().hint())
                                .as("nothing sound to go back to")
                                .doesNotContain("rollback"));
        assertThat(store.holds(first.artifact())).as("it is to be sent anew").isFalse();

        Checksum sha = stage("jar 1");
        assertThat(store.install(first.id(), sha, other)).isEqualTo(second);
        store.verify(second);
        assertThat(paths.artifact(second.id())).hasContent("jar 1");
    }

    @Test
    void artifactThatIsGoneOrALinkIsADamage() throws Exception {
        Release release = install("1", 1);
        Path elsewhere = Files.move(paths.artifact(release.id()), folder.resolve("elsewhere.jar"));
        assertThatThrownBy(() -> store.verify(release)).hasMessageContaining("is not there");

        Files.createSymbolicLink(paths.artifact(release.id()), elsewhere);
        assertThatThrownBy(() -> store.verify(release)).hasMessageContaining("no plain file");
    }

    @Test
    void artifactThatAnotherAgentReceivedIsReadBeforeItsFirstStart() throws Exception {
        Release release = install("1", 1);
        FileTime written = Files.getLastModifiedTime(paths.artifact(release.id()));
        Files.writeString(paths.artifact(release.id()), "jar 2");
        Files.setLastModifiedTime(paths.artifact(release.id()), written);

        ReleaseStore next = new ReleaseStore(paths, Faults.NONE);
        assertThatThrownBy(() -> next.verify(release)).hasMessageContaining("is damaged");
    }
}
