package io.github.deployctl.cli.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Classes of this installation as an executable jar of their own. The same content always gives the same bytes. */
public final class ExecutableJar {
    /** A zip entry has no zone, and the bytes should not depend on where or when they are made. */
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    private final Manifest manifest = new Manifest();
    private final Map<String, byte[]> entries = new TreeMap<>();

    /**
     * @param mainClass its binary name
     * @param version for {@code Implementation-Version}
     */
    public ExecutableJar(String mainClass, String version) {
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, mainClass);
        attributes.put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    }

    /** Adds a file of any kind. */
    public ExecutableJar with(String name, byte[] bytes) {
        entries.put(name, bytes.clone());
        return this;
    }

    /**
     * Adds a class of the same package as {@code neighbour}.
     *
     * @throws IOException when the installation lacks it
     */
    public ExecutableJar withClass(Class<?> neighbour, String simpleName) throws IOException {
        String path = neighbour.getPackageName().replace('.', '/') + "/" + simpleName + ".class";
        try (InputStream in = neighbour.getResourceAsStream("/" + path)) {
            if (in == null) {
                throw new IOException("the installation lacks the class " + path);
            }
            return with(path, in.readAllBytes());
        }
    }

    public void write(Path jar) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        manifest.write(bytes);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            put(out, "META-INF/MANIFEST.MF", bytes.toByteArray());
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                put(out, entry.getKey(), entry.getValue());
            }
        }
    }

    private static void put(JarOutputStream out, String name, byte[] bytes) throws IOException {
        JarEntry entry = new JarEntry(name);
        entry.setTimeLocal(TIME);
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }
}
