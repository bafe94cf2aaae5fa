package io.github.deployctl.common.jar;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * The class that {@code java -jar} starts.
 *
 * @param name from the manifest
 * @param feature the Java feature release that the app's own main class was compiled for; 0 when that cannot be seen
 */
public record MainClass(String name, int feature) {
    private static final int MAGIC = 0xCAFEBABE;
    /** Class-file version 45 was Java 1.1; since then each feature release is one higher (JVMS 4.1, table 4.1-A). */
    private static final int VERSION_BEFORE_JAVA_1 = 44;

    /** Returns the class-file version of a feature release. */
    public static int classFileVersion(int feature) {
        return feature + VERSION_BEFORE_JAVA_1;
    }

    /** Returns nothing when {@code java -jar} could not start it. */
    public static Optional<MainClass> in(JarFile jar) throws IOException {
        Manifest manifest = jar.getManifest();
        String name = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
        if (manifest == null || name == null) {
            return Optional.empty();
        }
        String start = manifest.getMainAttributes().getValue("Start-Class");
        int feature = start == null ? featureOf(jar, "", name) : featureOf(jar, "BOOT-INF/classes/", start);
        return Optional.of(new MainClass(name.trim(), feature));
    }

    private static int featureOf(JarFile jar, String prefix, String className) throws IOException {
        ZipEntry entry = jar.getEntry(prefix + className.trim().replace('.', '/') + ".class");
        if (entry == null) {
            return 0;
        }
        try (InputStream in = jar.getInputStream(entry);
                DataInputStream header = new DataInputStream(in)) {
            if (header.readInt() != MAGIC) {
                return 0;
            }
            header.readUnsignedShort();
            return header.readUnsignedShort() - VERSION_BEFORE_JAVA_1;
        }
    }
}
