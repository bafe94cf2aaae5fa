package io.github.deployctl.agent.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveKeyTest {
    @TempDir
    Path folder;

    private Path home;
    private Path artifact;

    @BeforeEach
    void installJava() throws IOException {
        home = folder.resolve("jdk");
        for (String file : List.of("bin/java", "lib/modules", "lib/server/libjvm.so", "release")) {
            Files.createDirectories(home.resolve(file).getParent());
            Files.writeString(home.resolve(file), file);
        }
        artifact = Files.writeString(folder.resolve("app.jar"), "jar");
    }

    @Test
    void equalStartsHaveEqualKeys() {
        assertThat(key("-Xmx64m", "-Da=b")).isEqualTo(key("-Xmx64m", "-Da=b")).isPresent();
    }

    @Test
    void optionsThatChangeNoArchiveChangeNoKey() {
        assertThat(key("-Da=b", "-verbose:gc", "-Xss1m")).isEqualTo(key());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:+UseSerialGC",
                "-Xmx40g",
                "-XX:-UseCompressedOops",
                "-XX:ObjectAlignmentInBytes=16",
                "--enable-preview"
            })
    void optionsThatChangeTheFormOfAnArchiveAreKeptAndChangeTheKey(String option) {
        assertThat(key(option)).isNotEqualTo(key());
        assertThat(key(option, "-Da=b").orElseThrow().options()).containsExactly(option);
    }

    @Test
    void anotherJarOrAnotherJvmChangesTheKey() throws IOException {
        Optional<ArchiveKey> before = key();
        Files.writeString(home.resolve("release"), "17.0.2");
        Optional<ArchiveKey> updated = key();
        assertThat(updated).isNotEqualTo(before);
        Files.setLastModifiedTime(home.resolve("lib/server/libjvm.so"), FileTime.fromMillis(1));
        Optional<ArchiveKey> patched = key();
        assertThat(patched).isNotEqualTo(updated);
        Files.setLastModifiedTime(artifact, FileTime.fromMillis(1));
        assertThat(key()).isNotEqualTo(patched);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Xshare:off",
                "-Xshare:dump",
                "-XX:SharedArchiveFile=/a",
                "-XX:ArchiveClassesAtExit=/a",
                "-XX:+AutoCreateSharedArchive",
                "-XX:AOTCache=/a",
                "-XX:AOTMode=record",
                "-XX:AOTCacheOutput=/a",
                "-XX:-UseSharedSpaces",
                "-XX:Flags=/a",
                "@options",
                "-Xbootclasspath/a:/a.jar",
                "--patch-module=java.base=/a",
                "-javaagent:/a.jar",
                "-agentlib:jdwp=transport=dt_socket",
                "-Djava.system.class.loader=a.B"
            })
    void appsThatSeeToArchivesThemselvesAndThoseThatCannotHaveOneAreLeftAlone(String option) {
        assertThat(key(option)).isEmpty();
    }

    @Test
    void optionsFromTheEnvironmentAreNotGuessedAt() {
        ArchiveKey.Jvm jvm = new ArchiveKey.Jvm(home.resolve("bin/java"), 17, List.of());
        assertThat(ArchiveKey.of(jvm, artifact, Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseZGC")))
                .isEmpty();
        assertThat(ArchiveKey.of(jvm, artifact, Map.of("PATH", "/bin"))).isPresent();
    }

    @Test
    void jvmThatIsTooOldOrUnknownHasNone() throws IOException {
        for (int feature : new int[] {0, 11, 16}) {
            ArchiveKey.Jvm jvm = new ArchiveKey.Jvm(home.resolve("bin/java"), feature, List.of());
            assertThat(ArchiveKey.of(jvm, artifact, Map.of())).isEmpty();
        }
        Files.delete(home.resolve("lib/modules"));
        assertThat(key()).isEmpty();
    }

    private Optional<ArchiveKey> key(String... options) {
        return ArchiveKey.of(new ArchiveKey.Jvm(home.resolve("bin/java"), 17, List.of(options)), artifact, Map.of());
    }
}
