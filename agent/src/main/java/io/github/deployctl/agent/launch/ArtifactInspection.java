package io.github.deployctl.agent.launch;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * What the agent must know of a jar before it starts it.
 *
 * @param mainClass from the manifest
 * @param feature the Java feature release its main code was compiled for; 0 when that cannot be seen
 */
public record ArtifactInspection(String mainClass, int feature) {
    private static final int MAGIC = 0xCAFEBABE;
    /** Class-file version 45 was Java 1.1; since then each feature release is one higher (JVMS 4.1, table 4.1-A). */
    private static final int VERSION_BEFORE_JAVA_1 = 44;

    /** Returns nothing when the file is no jar that {@code java -jar} could start. */
    public static Optional<ArtifactInspection> of(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String mainClass =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
            if (manifest == null || mainClass == null) {
                return Optional.empty();
            }
            String startClass = manifest.getMainAttributes().getValue("Start-Class");
            int feature = startClass == null
                    ? featureOf(file, "", mainClass)
                    : featureOf(file, "BOOT-INF/classes/", startClass);
            return Optional.of(new ArtifactInspection(mainClass.trim(), feature));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static int featureOf(JarFile file, String prefix, String className) throws IOException {
        ZipEntry entry = file.getEntry(prefix + className.trim().replace('.', '/') + ".class");
        if (entry == null) {
            return 0;
        }
        try (InputStream in = file.getInputStream(entry);
                DataInputStream header = new DataInputStream(in)) {
            if (header.readInt() != MAGIC) {
                return 0;
            }
            header.readUnsignedShort();
            return header.readUnsignedShort() - VERSION_BEFORE_JAVA_1;
        }
    }
}
