package io.github.deployctl.e2e.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A JDK on this machine.
 *
 * @param feature its feature release, 17 say
 */
public record Jdk(int feature, Path home) {
    private static final Path USUAL = Path.of("/usr/lib/jvm");

    /** Looks at JAVA_HOME_n, at the JDK of this very JVM, and at the usual folder. */
    public static Optional<Jdk> find(int feature) {
        String named = System.getenv("JAVA_HOME_" + feature);
        if (named != null) {
            return at(feature, Path.of(named));
        }
        if (Runtime.version().feature() == feature) {
            return at(feature, Path.of(System.getProperty("java.home")));
        }
        try (Stream<Path> homes = Files.list(USUAL)) {
            return homes.filter(home -> home.getFileName().toString().matches(".*\\b" + feature + "\\b.*"))
                    .sorted()
                    .flatMap(home -> at(feature, home).stream())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Jdk> at(int feature, Path home) {
        Jdk jdk = new Jdk(feature, home);
        return Files.isExecutable(jdk.java()) ? Optional.of(jdk) : Optional.empty();
    }

    public Path java() {
        return home.resolve("bin/java");
    }
}
