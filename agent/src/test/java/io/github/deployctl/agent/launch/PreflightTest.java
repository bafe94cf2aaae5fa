package io.github.deployctl.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.agent.os.FakeHost;
import io.github.deployctl.common.config.Deadlines;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.config.JavaRequirement;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.AppName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
    private @TempDir Path folder;
    private Preflight preflight;
    private Map<String, String> env;

    @BeforeEach
    void hostWithJava17() throws IOException {
        preflight = new Preflight(new FakeHost(), new Environment(Map.of(), folder.resolve("none")));
        env = Map.of("PATH", java("jdk", "17.0.15").resolve("bin").toString());
    }

    @Test
    void javaOfThePathIsFoundWithItsFeatureRelease() throws Exception {
        JavaRuntime java = java(Launch.DEFAULT, jar(61), env);

        assertThat(java.feature()).isEqualTo(17);
        assertThat(java.executable()).endsWith(Path.of("jdk/bin/java"));
    }

    @Test
    void declaredJavaHomeWinsOverThePath() throws Exception {
        Path home = java("jdk25", "25.0.3");

        assertThat(java(launch(home.toString(), null), jar(61), env).feature()).isEqualTo(25);
    }

    @Test
    void oldVersionSchemeIsUnderstood() throws Exception {
        Path home = java("jdk8", "1.8.0_402");

        Declaration inherits = declaration(launch(home.toString(), null), HandOver.INHERIT);
        assertThat(preflight.java(inherits, jar(52), env).feature()).isEqualTo(8);
    }

    @Test
    void jarForANewerJavaIsRefusedAndBothVersionsAreNamed() {
        assertThatThrownBy(() -> java(Launch.DEFAULT, jar(69), env))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("compiled for Java 25, the host's is 17");
    }

    @Test
    void mainCodeOfABootJarCountsAndNotItsLoader() {
        assertThatThrownBy(() -> java(Launch.DEFAULT, jar(61, "BOOT-INF/classes/shop/App.class", 69), env))
                .hasMessageContaining("compiled for Java 25");
    }

    @Test
    void requirementThatTheHostDoesNotMeetIsRefused() {
        assertThatThrownBy(() -> java(launch(null, JavaRequirement.parse(">=21")), jar(61), env))
                .hasMessageContaining("java.version wants >=21");
    }

    @Test
    void hostWithoutJavaIsSaidSo() {
        assertThatThrownBy(() -> java(Launch.DEFAULT, jar(61), Map.of("PATH", folder.toString())))
                .hasMessageContaining("no java was found");
    }

    @Test
    void artifactThatIsNoExecutableJarIsRefusedAsSuch() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jar"), "not a jar");

        assertThatThrownBy(() -> java(Launch.DEFAULT, text, env))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(FailureCode.ARTIFACT_INVALID));
    }

    @Test
    void javaThatIsTooOldForTheAdopterIsRefusedWithAWayOut() throws Exception {
        for (String version : List.of("1.8.0_402", "11.0.22", "16.0.2")) {
            Path home = java("jdk-" + version, version);
            Launch launch = launch(home.toString(), null);

            assertThatThrownBy(() -> java(launch, jar(52), env))
                    .isInstanceOfSatisfying(
                            FailureException.class,
                            e -> assertThat(e.failure().hint()).contains("handover: inherit"))
                    .hasMessageContaining("the host's Java is "
                            + version.replaceFirst("1\\.8", "8").replaceFirst("\\..*", ""))
                    .hasMessageContaining("needs 17");
            assertThat(preflight
                            .java(declaration(launch, HandOver.INHERIT), jar(52), env)
                            .feature())
                    .isLessThan(17);
        }
    }

    @Test
    void linkedRuntimeWithoutAgentsIsRefusedAndTheModuleIsNamed() throws Exception {
        Path home = java("linked", "21.0.2");
        Files.writeString(
                home.resolve("release"),
                "JAVA_VERSION=\"21.0.2\"\nMODULES=\"java.base java.logging java.management\"\n");
        assertThatThrownBy(() -> java(launch(home.toString(), null), jar(61), env))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        e -> assertThat(e.failure().hint()).contains("--add-modules", "handover: inherit"))
                .hasMessageContaining("java.instrument");
    }

    @Test
    void runtimeWithAgentsAndOneThatDoesNotTellAreAccepted() throws Exception {
        Path linked = java("linked", "21.0.2");
        Files.writeString(
                linked.resolve("release"),
                "JAVA_VERSION=\"21.0.2\"\nMODULES=\"java.base java.instrument java.logging\"\n");
        Path silent = java("silent", "17.0.1");
        Files.delete(silent.resolve("release"));
        for (Path home : List.of(linked, silent, java("plain", "17.0.15"))) {
            assertThat(java(launch(home.toString(), null), jar(61), env).executable())
                    .isEqualTo(home.resolve("bin/java"));
        }
    }

    @Test
    void archiveThatAJvmWithAnAgentDoesNotWriteIsRefusedWithAWayOut() throws Exception {
        List<String> options = List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=app.jsa");
        assertThatThrownBy(() -> java(launch(options), jar(61), env))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        e -> assertThat(e.failure().hint()).contains("-XX:+AllowArchivingWithJavaAgent"))
                .hasMessageContaining("AutoCreateSharedArchive");
        List<String> allowed = List.of(
                "-XX:+AutoCreateSharedArchive", "-XX:+UnlockDiagnosticVMOptions", "-XX:+AllowArchivingWithJavaAgent");
        assertThat(java(launch(allowed), jar(61), env).feature()).isEqualTo(17);
    }

    private static Launch launch(List<String> options) {
        return new Launch(null, null, options, List.of(), "work", Map.of());
    }

    private JavaRuntime java(Launch launch, Path artifact, Map<String, String> env) throws FailureException {
        return preflight.java(declaration(launch, HandOver.ADOPT), artifact, env);
    }

    private static Declaration declaration(Launch launch, HandOver handOver) {
        return new Declaration(
                        new AppName("shop"),
                        Map.of("http", ListenAddress.parse("8080")),
                        launch,
                        new ReadyCheck(null, Duration.ofSeconds(5), true),
                        new Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ZERO))
                .with(handOver);
    }

    private static Launch launch(@Nullable String home, @Nullable JavaRequirement requirement) {
        return new Launch(home, requirement, List.of(), List.of(), "work", Map.of());
    }

    private Path java(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Path java = Files.writeString(home.resolve("bin/java"), "");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private Path jar(int classFile) throws IOException {
        return jar(classFile, "unused", 0);
    }

    private Path jar(int classFile, String startEntry, int startClassFile) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "shop.Main");
        if (startClassFile > 0) {
            manifest.getMainAttributes().putValue("Start-Class", "shop.App");
        }
        Path jar = folder.resolve("app-" + classFile + "-" + startClassFile + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            put(out, "shop/Main.class", classFile);
            put(out, startEntry, startClassFile);
        }
        return jar;
    }

    private static void put(JarOutputStream out, String name, int classFile) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, (byte) classFile});
        out.closeEntry();
    }
}
