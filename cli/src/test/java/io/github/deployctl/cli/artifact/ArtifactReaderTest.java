package io.github.deployctl.cli.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.deployctl.cli.fixture.Jars;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.Checksum;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArtifactReaderTest {
    private static final Map<String, String> MAIN = Map.of("Main-Class", "shop.Main");

    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-05-17T10:20:30Z"));

    @TempDir
    Path folder;

    private final ArtifactReader reader = new ArtifactReader(NOON, new ChecksumCache(Path.of("/nowhere"), NOON));

    private Artifact read(Path jar) throws FailureException {
        return reader.read(jar, Launch.DEFAULT);
    }

    private Failure refusal(Path file) {
        FailureException refused = catchThrowableOfType(FailureException.class, () -> read(file));
        assertThat(refused.failure().code()).isEqualTo(FailureCode.ARTIFACT_INVALID);
        return refused.failure();
    }

    private static byte[] pom(String artifact, String version) {
        return ("artifactId=" + artifact + "\nversion=" + version + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void theManifestNamesTheVersion() throws Exception {
        Path jar = Jars.executable(folder.resolve("shop.jar"), "1.4.2");

        Artifact artifact = read(jar);

        try (InputStream in = Files.newInputStream(jar)) {
            assertThat(artifact.checksum()).isEqualTo(Checksum.of(in));
        }
        assertThat(artifact.file()).isEqualTo(jar);
        assertThat(artifact.size()).isEqualTo(Files.size(jar));
        assertThat(artifact.version()).isEqualTo("1.4.2");
        assertThat(artifact.release().value())
                .isEqualTo("1.4.2-" + artifact.checksum().abbreviated());
    }

    @Test
    void elseTheOnlyPomPropertiesDoes() throws Exception {
        Path jar = Jars.write(
                folder.resolve("x.jar"), MAIN, Map.of("META-INF/maven/g/shop/pom.properties", pom("shop", "2.0")));

        assertThat(read(jar).version()).isEqualTo("2.0");
    }

    @Test
    void ofSeveralTheOneThatTheFileIsNamedAfter() throws Exception {
        Map<String, byte[]> poms = Map.of(
                "META-INF/maven/g/shop-core/pom.properties", pom("shop-core", "9.9"),
                "META-INF/maven/g/shop/pom.properties", pom("shop", "2.0"),
                "META-INF/maven/o/guava/pom.properties", pom("guava", "33.0"));

        assertThat(read(Jars.write(folder.resolve("shop-2.0-all.jar"), MAIN, poms))
                        .version())
                .isEqualTo("2.0");
        assertThat(read(Jars.write(folder.resolve("shop-core.jar"), MAIN, poms)).version())
                .isEqualTo("9.9");
        assertThat(read(Jars.write(folder.resolve("other.jar"), MAIN, poms)).version())
                .isEqualTo("20260517T102030Z");
    }

    @Test
    void elseTheTimeDoes() throws Exception {
        assertThat(read(Jars.write(folder.resolve("x.jar"), MAIN, Map.of())).version())
                .isEqualTo("20260517T102030Z");
    }

    @Test
    void whatIsNoExecutableJarIsRefusedByItsFault() throws Exception {
        Files.createDirectory(folder.resolve("classes"));
        Files.createFile(folder.resolve("empty.jar"));
        Files.writeString(folder.resolve("text.jar"), "not a jar at all, but long enough to be looked at");
        Jars.write(folder.resolve("library.jar"), Map.of(), Map.of());

        assertThat(refusal(folder.resolve("none.jar")).message()).endsWith("none.jar does not exist");
        assertThat(refusal(folder.resolve("classes")).message()).endsWith("classes is a folder, not a jar");
        assertThat(refusal(folder.resolve("empty.jar")).message()).endsWith("empty.jar is empty");
        assertThat(refusal(folder.resolve("text.jar")).message()).endsWith("is not a jar: it is no zip archive");
        assertThat(refusal(folder.resolve("library.jar")).message())
                .endsWith("is not executable: its manifest names no Main-Class");
        assertThat(refusal(folder.resolve("none.jar")).serving()).isEqualTo("nothing was changed");
    }

    @Test
    void aZipWithoutAManifestIsRefused() throws Exception {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("data.zip")))) {
            zip.putNextEntry(new ZipEntry("a.txt"));
        }

        assertThat(refusal(folder.resolve("data.zip")).message()).contains("names no Main-Class");
    }

    @Test
    void aJarThatWasCutShortIsRefused() throws Exception {
        Path jar = Jars.executable(folder.resolve("shop.jar"), "1.4.2", 10_000);
        byte[] whole = Files.readAllBytes(jar);
        Files.write(jar, Arrays.copyOf(whole, whole.length / 2));

        assertThat(refusal(jar).message()).contains("is not a jar");
    }

    @Test
    void theOnlyExecutableJarOfABuildIsFound() throws Exception {
        Files.createDirectories(folder.resolve("target"));
        Jars.executable(folder.resolve("target/shop-1.0.jar"), "1.0");
        Jars.write(folder.resolve("target/shop-1.0-sources.jar"), Map.of(), Map.of());
        Files.writeString(folder.resolve("target/broken.jar"), "x");
        assertThat(ArtifactFinder.find(folder)).hasValue(Path.of("target/shop-1.0.jar"));

        Files.createDirectories(folder.resolve("build/libs"));
        Jars.executable(folder.resolve("build/libs/shop.jar"), "1.0");
        assertThat(ArtifactFinder.find(folder)).isEmpty();
    }

    @Test
    void anyFileWillDoForACommandAndAnArchiveMayNameItsVersion() throws Exception {
        Launch command = new Launch(null, null, List.of(), List.of(), "work", Map.of(), List.of("sh", "{artifact}"));
        Path script = Files.writeString(folder.resolve("run.sh"), "exec true\n");
        Path library = Jars.write(folder.resolve("x.zip"), Map.of("Implementation-Version", "3.1"), Map.of());

        assertThat(reader.read(script, command).version()).isEqualTo("20260517T102030Z");
        assertThat(reader.read(library, command).version()).isEqualTo("3.1");
        assertThat(refusal(library).message()).contains("Main-Class");
    }
}
