package io.github.deployctl.common.jar;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/** What Maven has written of one project into a jar: {@code META-INF/maven/GROUP/ARTIFACT/pom.properties}. A jar of jars that were unpacked has one of each. */
record MavenRecord(String group, String artifact, String version) {
    private static final Pattern PLACE = Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");

    /** It has three lines; what is longer is something else. */
    private static final int LARGEST = 1 << 12;

    static boolean isAt(String path) {
        return PLACE.matcher(path).matches();
    }

    /** Returns nothing where it does not name a project. */
    static Optional<MavenRecord> read(JarFile jar, ZipEntry entry) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] text = in.readNBytes(LARGEST + 1);
            if (text.length > LARGEST) {
                return Optional.empty();
            }
            properties.load(new ByteArrayInputStream(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
        MavenRecord read = new MavenRecord(
                properties.getProperty("groupId", ""),
                properties.getProperty("artifactId", ""),
                properties.getProperty("version", ""));
        return read.artifact.isEmpty() ? Optional.empty() : Optional.of(read);
    }

    Component component() {
        return new Component(group.isEmpty() ? artifact : group + ":" + artifact, version, 0);
    }
}
