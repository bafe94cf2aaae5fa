package io.github.deployctl.agent.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassListTest {
    @TempDir
    Path folder;

    private Path jar;
    private Path copies;

    @BeforeEach
    void packJar() throws IOException {
        jar = folder.resolve("app.jar");
        copies = folder.resolve("copies.jar");
        Map<String, byte[]> lib = new LinkedHashMap<>();
        lib.put("lib/New.class", classFile(61));
        lib.put("lib/Old.class", classFile(49));
        lib.put("lib/Unused.class", classFile(61));
        lib.put("lib/text", new byte[100]);
        Map<String, byte[]> app = new LinkedHashMap<>();
        app.put("BOOT-INF/lib/lib.jar", zip(lib));
        app.put("BOOT-INF/classes/shop/Main.class", classFile(61));
        Files.write(jar, zip(app));
    }

    @Test
    void classesOfJarsWithinTheJarAreCopiedToWhereTheJvmCanReadThem() throws IOException {
        assertThat(usable(
                        "java/lang/Object id: 0",
                        "lib/New id: 1 super: 0 source: jar:nested:" + jar + "/!BOOT-INF/lib/lib.jar!/",
                        "shop/Main id: 2 super: 0 interfaces: 1 source: jar:nested:" + jar + "/!BOOT-INF/classes/!/"))
                .containsExactly(
                        "java/lang/Object id: 0",
                        "lib/New id: 1 super: 0 source: " + copies,
                        "shop/Main id: 2 super: 0 interfaces: 1 source: " + copies);
        try (ZipFile copied = new ZipFile(copies.toFile())) {
            assertThat(copied.stream().map(ZipEntry::getName))
                    .containsExactlyInAnyOrder("lib/New.class", "shop/Main.class");
            assertThat(copied.getInputStream(copied.getEntry("lib/New.class")).readAllBytes())
                    .isEqualTo(classFile(61));
        }
    }

    @Test
    void theOlderFormOfSuchAUrlIsKnownToo() throws IOException {
        assertThat(usable(
                        "java/lang/Object id: 0",
                        "lib/New id: 1 super: 0 source: jar:file:" + jar + "!/BOOT-INF/lib/lib.jar!/",
                        "shop/Main id: 2 super: 0 source: jar:file:" + jar + "!/BOOT-INF/classes!/"))
                .hasSize(3);
    }

    @Test
    void whatCannotBeReadIsLeftOutWithAllThatExtendsIt() throws IOException {
        assertThat(usable(
                        "java/lang/Object id: 0",
                        "lib/Old id: 1 super: 0 source: jar:nested:" + jar + "/!BOOT-INF/lib/lib.jar!/",
                        "lib/New id: 2 super: 1 source: jar:nested:" + jar + "/!BOOT-INF/lib/lib.jar!/",
                        "shop/Main id: 3 super: 0 interfaces: 2 source: jar:nested:" + jar + "/!BOOT-INF/classes/!/",
                        "lib/Missing id: 4 super: 0 source: jar:nested:" + jar + "/!BOOT-INF/lib/gone.jar!/",
                        "plugin/A id: 5 super: 0 source: file:/opt/plugins/a.jar",
                        "other/B id: 6 super: 0 source: jar:nested:/another.jar/!BOOT-INF/lib/lib.jar!/"))
                .containsExactly("java/lang/Object id: 0");
    }

    @Test
    void anAppThatTheJvmLoadsByItselfNeedsNoCopies() throws IOException {
        assertThat(usable("java/lang/Object id: 0", "shop/Main id: 1")).hasSize(2);
        assertThat(copies).doesNotExist();
    }

    private List<String> usable(String... loaded) throws IOException {
        Path list = Files.write(folder.resolve("loaded"), List.of(loaded));
        Path usable = folder.resolve("usable");
        int count = new ClassList(jar, copies).write(list, usable);
        List<String> lines = Files.readAllLines(usable);
        assertThat(lines).hasSize(count);
        return lines;
    }

    private static byte[] classFile(int version) {
        return new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, (byte) version, 1, 2, 3};
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
