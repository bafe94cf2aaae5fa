package io.github.deployctl.e2e;

import java.nio.file.Path;

/** The two releases of the Spring Boot service that the build has packed. */
final class ShopJars {
    /** JVM options in which it starts quickly and fits beside a second one. */
    static final String OPTIONS = "-Xmx192m, -XX:+UseSerialGC, -XX:TieredStopAtLevel=1";

    private ShopJars() {}

    /** The jar of {@code version}, 1.0.0 or 2.0.0. */
    static Path of(String version) {
        return Path.of(System.getProperty("deployctl.sources"), "e2e/apps/spring-boot/target/shop-" + version + ".jar")
                .normalize();
    }
}
