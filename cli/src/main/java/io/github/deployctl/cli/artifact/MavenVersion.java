package io.github.deployctl.cli.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/** The version in the {@code pom.properties} that Maven leaves in a jar. A shaded jar holds those of its dependencies too. */
final class MavenVersion {
    private static final Pattern PLACE = Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");
    /** A file of three lines; anything larger is something else. */
    private static final int LARGEST = 1 << 16;

    private MavenVersion() {}

    /** Returns the version of the only one there is, or of the one whose artifact {@code fileName} begins with. */
    static Optional<String> of(JarFile jar, String fileName) throws IOException {
        List<Properties> found = new ArrayList<>();
        for (ZipEntry entry :
                jar.stream().filter(e -> PLACE.matcher(e.getName()).matches()).toList()) {
            found.add(read(jar, entry));
        }
        return found.stream()
                .filter(properties -> found.size() == 1 || isOf(properties, fileName))
                .map(properties -> properties.getProperty("version", ""))
                .filter(version -> !version.isBlank())
                .findFirst();
    }

    /** {@code shop-1.4.2.jar}, {@code shop-1.4.2-all.jar} and {@code shop.jar} are of artifact {@code shop}; {@code shop-core-1.0.jar} is not. */
    private static boolean isOf(Properties properties, String fileName) {
        String artifact = properties.getProperty("artifactId", "");
        String version = properties.getProperty("version", "");
        return !artifact.isEmpty()
                && (fileName.equals(artifact + ".jar") || fileName.startsWith(artifact + "-" + version));
    }

    private static Properties read(JarFile jar, ZipEntry entry) throws IOException {
        Properties properties = new Properties();
        if (entry.getSize() > LARGEST) {
            return properties;
        }
        try (InputStream in = jar.getInputStream(entry)) {
            properties.load(in);
        } catch (IllegalArgumentException e) {
            // A malformed \\u escape: a file that names no version.
            return new Properties();
        }
        return properties;
    }
}
