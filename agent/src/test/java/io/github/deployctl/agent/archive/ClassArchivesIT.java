package io.github.deployctl.agent.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.agent.posix.Posix;
import io.github.deployctl.agent.release.StorePaths;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that this very JVM makes and uses. */
class ClassArchivesIT {
    private static final ReleaseId RELEASE = new ReleaseId("1.0.0");
    private static final Path HOME = Path.of(System.getProperty("java.home"));

    @TempDir
    Path folder;

    private StorePaths paths;
    private ClassArchives archives;

    /** What is archived. */
    static final class Hello {
        private Hello() {}

        public static void main(String[] args) {
            System.out.println("hello");
        }
    }

    @BeforeEach
    void install() throws IOException {
        paths = new StorePaths(
                folder.resolve("state"), folder.resolve("run"), folder.resolve("log"), folder.resolve("env"));
        Files.createDirectories(paths.release(RELEASE));
        Files.createDirectories(paths.run());
        String entry = Hello.class.getName().replace('.', '/') + ".class";
        try (InputStream bytes = ClassArchivesIT.class.getClassLoader().getResourceAsStream(entry);
                OutputStream file = Files.newOutputStream(paths.artifact(RELEASE));
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new JarEntry(entry));
            bytes.transferTo(jar);
        }
        archives = new ClassArchives(paths, Posix.load().processes());
    }

    @Test
    void theNextStartUsesWhatTheFirstHasListedUnlessItIsDamagedOrNotTrusted() throws Exception {
        ClassArchives.Additions first = archives.prepare(1, RELEASE, key());
        assertThat(first.options()).isEmpty();
        assertThat(archives.isWanted(1)).isTrue();
        list(first);
        assertThat(archives.make(1)).contains("2 classes");
        assertThat(files()).as("nothing else stays").hasSize(1);
        assertThat(archives.isWanted(1)).isFalse();
        assertThat(archives.distrust(1)).as("it had none").isFalse();

        ClassArchives.Additions second = archives.prepare(2, RELEASE, key());
        assertThat(second.environment()).isEmpty();
        assertThat(run(second)).contains("hello").containsPattern("Hello source: shared objects file");

        try (RandomAccessFile archive = new RandomAccessFile(files().get(0).toFile(), "rw")) {
            archive.seek(archive.length() / 2);
            archive.write(new byte[4096]);
        }
        assertThat(run(second)).contains("hello").doesNotContain("Hello source: shared objects file");

        assertThat(archives.distrust(2)).isTrue();
        assertThat(archives.prepare(3, RELEASE, key()).options()).isEmpty();
    }

    @Test
    void whatCannotBeMadeIsToldAndLeavesNothing() throws Exception {
        ClassArchives.Additions first = archives.prepare(1, RELEASE, key());
        Files.delete(paths.artifact(RELEASE));
        Files.writeString(
                Path.of(first.environment().get("DEPLOYCTL_CLASS_LIST")),
                "a/B id: 0 super: 0 source: jar:nested:"
                        + paths.artifact(RELEASE).toAbsolutePath() + "/!BOOT-INF/lib/a.jar!/\n");
        assertThatThrownBy(() -> archives.make(1)).isInstanceOf(IOException.class);
        assertThat(files()).isEmpty();
        assertThatThrownBy(() -> archives.make(9))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("generation 9 is gone");
    }

    private ArchiveKey key() {
        ArchiveKey.Jvm jvm = new ArchiveKey.Jvm(
                HOME.resolve("bin/java"), Runtime.version().feature(), List.of("-Xmx64m", "-XX:+UseSerialGC"));
        return ArchiveKey.of(jvm, paths.artifact(RELEASE).toAbsolutePath(), Map.of())
                .orElseThrow();
    }

    private static void list(ClassArchives.Additions additions) throws IOException {
        Files.writeString(
                Path.of(additions.environment().get("DEPLOYCTL_CLASS_LIST")),
                "java/lang/Object id: 0\n" + Hello.class.getName().replace('.', '/') + " id: 1\n");
    }

    private String run(ClassArchives.Additions additions) throws Exception {
        List<String> words = new ArrayList<>(List.of(HOME.resolve("bin/java").toString()));
        words.addAll(additions.options());
        if (Runtime.version().feature() >= 25) {
            // Such an archive is for the set of modules that the adopter brings in.
            words.addAll(List.of("--add-modules", "java.instrument"));
        }
        words.addAll(List.of(
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-Xlog:class+load",
                "-cp",
                paths.artifact(RELEASE).toAbsolutePath().toString(),
                Hello.class.getName()));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(paths.release(RELEASE).resolve("archive"))) {
            return files.toList();
        }
    }
}
