package io.github.deployctl.adopter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.adopter.lab.Generation;
import io.github.deployctl.adopter.lab.Host;
import io.github.deployctl.adopter.lab.JavaHome;
import io.github.deployctl.adopter.lab.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The built agent in JVMs that take their classes from an archive: that of the JDK, and those that apps have made. */
@Timeout(120)
class ClassArchivesIT {
    private static final String FIRST = "0123456789abcdef0123456789abcdef";
    private static final String SECOND = "fedcba9876543210fedcba9876543210";
    private static final Duration START = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Host host;

    @BeforeEach
    void open() throws IOException {
        host = new Host(folder);
        host.packApps();
    }

    @AfterEach
    void endEverything() throws IOException {
        host.close();
    }

    @ParameterizedTest
    @EnumSource(JavaHome.class)
    void classesOfTheJdkStillComeFromItsArchive(JavaHome java) throws Exception {
        // -Xshare:on ends a JVM that cannot use the archive.
        Generation generation = start(FIRST, java, "-Xshare:on");

        serve(FIRST);
        generation.terminate();
        assertThat(sharedOfAll()).isGreaterThan(0.6);
    }

    @Test
    void aotCacheThatWasTrainedWithTheAdopterIsUsed() throws Exception {
        Path cache = folder.resolve("app.aot");
        Generation training = start(FIRST, JavaHome.JDK_25, "-XX:AOTCacheOutput=" + cache);
        serve(FIRST);
        // The JVM makes the cache in its shutdown.
        training.terminate();
        assertThat(cache).isNotEmptyFile();

        // AOTMode=on ends a JVM that cannot use the cache.
        Generation generation = start(SECOND, JavaHome.JDK_25, "-XX:AOTCache=" + cache, "-XX:AOTMode=on");
        serve(SECOND);
        generation.terminate();
        assertThat(generation.output()).isEmpty();
        assertThat(sharedOfAll()).isGreaterThan(0.8);
    }

    @Test
    void archiveThatTheJvmMakesByItselfNeedsItsLeaveForAgents() throws Exception {
        List<String> automatic =
                List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + folder.resolve("app.jsa"));
        Generation refused = start(FIRST, JavaHome.JDK_25, automatic.toArray(new String[0]));
        assertThat(refused.awaitExit()).isEqualTo(1);
        assertThat(refused.output()).contains("AllowArchivingWithJavaAgent");

        String[] allowed = Stream.concat(
                        automatic.stream(),
                        Stream.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+AllowArchivingWithJavaAgent"))
                .toArray(String[]::new);
        Generation first = start(FIRST, JavaHome.JDK_25, allowed);
        serve(FIRST);
        first.terminate();
        Generation second = start(SECOND, JavaHome.JDK_25, allowed);
        serve(SECOND);
        second.terminate();
        assertThat(log()).anyMatch(line -> line.contains("shared objects file (top)"));
    }

    private Generation start(String token, JavaHome java, String... options) throws IOException {
        Files.deleteIfExists(folder.resolve("classes"));
        List<String> all = Stream.concat(
                        Stream.of(options), Stream.of("-Xlog:class+load:file=" + folder.resolve("classes")))
                .toList();
        Host.Launch launch =
                new Host.Launch("http-server", "http-server", host.users().port(), all);
        return host.start(java, launch, host.environment(token));
    }

    private void serve(String token) throws IOException {
        await().atMost(START).until(() -> host.agent().lines(token).contains("bound http"));
        assertThat(host.agent().order(token, "live")).isEqualTo("done");
        assertThat(User.ask(host.users().port(), "/")).isEqualTo("http-server");
    }

    private List<String> log() throws IOException {
        return Files.readAllLines(folder.resolve("classes"));
    }

    private double sharedOfAll() throws IOException {
        List<String> log = log();
        long shared = log.stream()
                .filter(line -> line.contains("shared objects file"))
                .count();
        return (double) shared / log.size();
    }
}
