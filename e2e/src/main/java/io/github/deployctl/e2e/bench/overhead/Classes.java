package io.github.deployctl.e2e.bench.overhead;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where this module's classes are, for the processes that run some of them. */
final class Classes {
    private Classes() {}

    static String path() {
        try {
            return Path.of(Classes.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the classes are not in a folder or a jar", e);
        }
    }
}
