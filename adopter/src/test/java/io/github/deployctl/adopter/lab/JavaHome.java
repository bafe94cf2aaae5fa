package io.github.deployctl.adopter.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The JDKs on this machine that apps are tried on. */
public enum JavaHome {
    JDK_17("17"),
    JDK_25("25");

    private final String version;

    JavaHome(String version) {
        this.version = version;
    }

    /** The JVM's executable: from JAVA_HOME_n, this very JVM, or the usual folder. */
    public Optional<Path> executable() {
        String home = System.getenv("JAVA_HOME_" + version);
        if (home != null) {
            return Optional.of(Path.of(home, "bin", "java"));
        }
        if (Runtime.version().feature() == Integer.parseInt(version)) {
            return Optional.of(Path.of(System.getProperty("java.home"), "bin", "java"));
        }
        try (Stream<Path> homes = Files.list(Path.of("/usr/lib/jvm"))) {
            return homes.filter(path -> path.getFileName().toString().matches(".*\\b" + version + "\\b.*"))
                    .map(path -> path.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .sorted()
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
