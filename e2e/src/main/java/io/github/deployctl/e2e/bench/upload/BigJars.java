package io.github.deployctl.e2e.bench.upload;

import io.github.deployctl.e2e.app.OddJars;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Jars of about 64 MB that can be run: the test app's classes and, for the size, the libraries that the server apps were built with, once as jars that are stored
 * in it and once as their classes, each in an entry of its own. Builds of one kind differ in so many of the app's own classes, and in nothing else.
 */
final class BigJars {
    private static final long WANTED_BYTES = 64_000_000;
    /** Of libraries as jars: their classes, without what is in several of them, are fewer bytes. */
    private static final long MOST_LIBRARY_BYTES = 2 * WANTED_BYTES;

    private static final long TIME_MILLIS = 1_767_225_600_000L;
    /** As many classes are the app's own. */
    private static final int OWN = 40;
    /** They are as large as most that people write, in bytes. */
    private static final int SHORTEST = 2_000;

    private static final int LONGEST = 5_000;
    private static final int SPACING = 50;

    private final Path folder;
    private final OddJars odd;
    /** By name. */
    private final Map<String, byte[]> libraries = new LinkedHashMap<>();
    /** Somebody's classes, in the place of the app's own. */
    private final List<byte[]> classes = new ArrayList<>();

    /** Gathers libraries from the apps that are built under {@code apps}. */
    BigJars(Path apps, Path folder) throws IOException {
        this.folder = folder;
        this.odd = new OddJars(folder);
        long total = 0;
        List<Path> jars;
        try (Stream<Path> built = Files.list(apps)) {
            jars = built.map(app -> app.resolve("target/app.jar"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
        for (Path jar : jars) {
            for (Map.Entry<String, byte[]> entry :
                    entries(Files.readAllBytes(jar)).entrySet()) {
                String name = entry.getKey().substring(entry.getKey().lastIndexOf('/') + 1);
                if (name.endsWith(".jar") && total < MOST_LIBRARY_BYTES && !libraries.containsKey(name)) {
                    libraries.put(name, entry.getValue());
                    total += entry.getValue().length;
                }
            }
        }
        if (total < WANTED_BYTES) {
            throw new IOException(
                    "the apps under " + apps + " have no libraries of 64 MB; run: mvn -DskipTests package");
        }
        for (byte[] library : libraries.values()) {
            entries(library).forEach((name, bytes) -> {
                if (name.endsWith(".class") && bytes.length >= SHORTEST && bytes.length <= LONGEST) {
                    classes.add(bytes);
                }
            });
        }
    }

    /** The libraries as they are, stored; the app's own classes compressed. */
    Path boot(String version, int changed) throws IOException {
        Path jar = folder.resolve("boot-" + version + ".jar");
        try (ZipOutputStream out = open(jar)) {
            own(out, version, changed);
            long total = 0;
            for (Map.Entry<String, byte[]> library : libraries.entrySet()) {
                if (total < WANTED_BYTES) {
                    store(out, "BOOT-INF/lib/" + library.getKey(), library.getValue());
                    total += library.getValue().length;
                }
            }
        }
        return jar;
    }

    /** Everything in entries of its own, from as many libraries as that takes. */
    Path uber(String version, int changed) throws IOException {
        Path jar = folder.resolve("uber-" + version + ".jar");
        try (ZipOutputStream out = open(jar)) {
            Set<String> names = new HashSet<>(own(out, version, changed));
            for (byte[] library : libraries.values()) {
                if (Files.size(jar) >= WANTED_BYTES) {
                    break;
                }
                for (Map.Entry<String, byte[]> entry : entries(library).entrySet()) {
                    if (!entry.getKey().startsWith("META-INF/") && names.add(entry.getKey())) {
                        deflate(out, entry.getKey(), entry.getValue());
                    }
                }
            }
        }
        return jar;
    }

    private List<String> own(ZipOutputStream out, String version, int changed) throws IOException {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, byte[]> entry :
                entries(Files.readAllBytes(odd.good(version))).entrySet()) {
            deflate(out, entry.getKey(), entry.getValue());
            names.add(entry.getKey());
        }
        for (int i = 0; i < OWN; i++) {
            String name = "com/example/shop/Own" + i + ".class";
            deflate(out, name, build(classes.get(i), i < changed ? changed : 0));
            names.add(name);
        }
        return names;
    }

    /** Another build of a class, which no library has: every fiftieth byte is another one, so that it is compressed to other bytes from its begin to its end. */
    private static byte[] build(byte[] original, int build) {
        Random random = new Random(build);
        byte[] built = original.clone();
        for (int i = random.nextInt(SPACING); i < built.length; i += SPACING) {
            built[i] = (byte) random.nextInt();
        }
        return built;
    }

    private static Map<String, byte[]> entries(byte[] jar) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return entries;
    }

    private static ZipOutputStream open(Path jar) throws IOException {
        OutputStream file = new BufferedOutputStream(Files.newOutputStream(jar), 1 << 16);
        return new ZipOutputStream(file);
    }

    private static void deflate(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(TIME_MILLIS);
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }

    private static void store(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(TIME_MILLIS);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }
}
