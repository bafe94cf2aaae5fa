package io.github.deployctl.common.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ComponentsTest {
    private final Map<String, String> entries = new LinkedHashMap<>();
    private final Manifest manifest = new Manifest();

    @TempDir
    File folder;

    @ParameterizedTest
    @CsvSource({
        "spring-core-6.2.1, spring-core, 6.2.1",
        "log4j-1.2-api-2.17.1, log4j-1.2-api, 2.17.1",
        "log4j-1.2.17, log4j, 1.2.17",
        "guava-33.0.0-jre, guava, 33.0.0-jre",
        "foo-1.0-20240101.123456-1, foo, 1.0-20240101.123456-1",
        "foo-1.0-beta-2.1, foo, 1.0-beta-2.1",
        "foo-1.0-SNAPSHOT, foo, 1.0-SNAPSHOT",
        "netty-transport-native-epoll-4.1.100.Final-linux-x86_64, netty-transport-native-epoll, 4.1.100.Final-linux-x86_64",
        "kafka_2.13-3.6.0, kafka_2.13, 3.6.0",
        "jackson-datatype-jsr310-2.17.2, jackson-datatype-jsr310, 2.17.2",
        "json-20240303, json, 20240303",
        "tool, tool, ''",
        "tool-, tool-, ''",
        "-, -, ''"
    })
    void theNameOfAFileIsALibraryAndItsVersion(String file, String name, String version) {
        assertThat(JarName.component("BOOT-INF/lib/" + file + ".jar", 7)).isEqualTo(new Component(name, version, 7));
    }

    @Test
    void theLibrariesOfABootJarAreItsNestedJars() throws Exception {
        entries.put("BOOT-INF/lib/spring-core-6.2.1.jar", "core");
        entries.put("BOOT-INF/lib/gson-2.13.2.jar", "gson");
        project("com.example", "shop", "1.4.2");

        assertThat(read())
                .containsExactly(
                        new Component("gson", "2.13.2", crc("gson")),
                        new Component("spring-core", "6.2.1", crc("core")));
    }

    @Test
    void theLibrariesOfAnUberJarAreThoseOfWhichMavenHasWritten() throws Exception {
        project("com.example", "shop", "1.4.2");
        project("com.google.code.gson", "gson", "2.13.2");
        project("org.slf4j", "slf4j-api", "2.0.17");
        manifest.getMainAttributes().putValue("Main-Class", "com.example.shop.Main");

        assertThat(read())
                .containsExactly(
                        new Component("com.google.code.gson:gson", "2.13.2", 0),
                        new Component("org.slf4j:slf4j-api", "2.0.17", 0));
    }

    @Test
    void theTitleInTheManifestNamesTheAppsOwnRecord() throws Exception {
        project("org.slf4j", "slf4j-api", "2.0.17");
        project("com.example", "shop", "1.4.2");
        manifest.getMainAttributes().putValue("Main-Class", "Main");
        manifest.getMainAttributes().putValue("Implementation-Title", "shop");

        assertThat(read()).containsExactly(new Component("org.slf4j:slf4j-api", "2.0.17", 0));
    }

    @Test
    void aRecordThatIsSomethingElseIsLeftOut() throws Exception {
        project("com.example", "shop", "1.4.2");
        project("org.slf4j", "slf4j-api", "2.0.17");
        entries.put("META-INF/maven/a/malformed/pom.properties", "artifactId=\\u12");
        entries.put("META-INF/maven/a/long/pom.properties", "artifactId=a\n#" + "x".repeat(5000));
        entries.put("META-INF/maven/a/nameless/pom.properties", "version=1");
        entries.put("META-INF/maven/a/b/c/pom.properties", "artifactId=deeper");

        assertThat(read()).extracting(Component::name).containsExactly("com.example:shop", "org.slf4j:slf4j-api");
    }

    @Test
    void aHostileJarSaysNoMoreThanFitsAMessageAndNothingThatSteersATerminal() throws Exception {
        for (int i = 0; i < 3000; i++) {
            entries.put("lib/" + i + "\u001b[2J" + "x".repeat(300) + "-1.0.jar", "");
        }

        List<Component> read = read();

        assertThat(read).hasSize(1500);
        assertThat(read).allSatisfy(component -> {
            assertThat(component.name()).hasSizeLessThanOrEqualTo(100).doesNotContain("\u001b");
            assertThat(component.version()).hasSizeLessThanOrEqualTo(100);
        });
    }

    @Test
    void theMainClassTellsForWhichJavaTheAppWasCompiled() throws Exception {
        manifest.getMainAttributes().putValue("Main-Class", "org.springframework.boot.loader.launch.JarLauncher");
        manifest.getMainAttributes().putValue("Start-Class", "shop.Main");
        entries.put("BOOT-INF/classes/shop/Main.class", "\u00ca\u00fe\u00ba\u00be\0\0\0A");

        try (JarFile jar = jar()) {
            assertThat(MainClass.in(jar))
                    .contains(new MainClass("org.springframework.boot.loader.launch.JarLauncher", 21));
            assertThat(MainClass.classFileVersion(21)).isEqualTo(65);
        }
    }

    private void project(String group, String artifact, String version) {
        entries.put(
                "META-INF/maven/" + group + "/" + artifact + "/pom.properties",
                "groupId=" + group + "\nartifactId=" + artifact + "\nversion=" + version + "\n");
    }

    private List<Component> read() throws IOException {
        try (JarFile jar = jar()) {
            return Components.in(jar);
        }
    }

    private JarFile jar() throws IOException {
        File file = new File(folder, "app.jar");
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        try (JarOutputStream out = new JarOutputStream(new FileOutputStream(file), manifest)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.ISO_8859_1));
                out.closeEntry();
            }
        }
        return new JarFile(file, false);
    }

    private static long crc(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return crc.getValue();
    }
}
