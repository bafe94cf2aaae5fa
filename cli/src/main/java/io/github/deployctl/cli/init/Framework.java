package io.github.deployctl.cli.init;

import java.util.Optional;
import java.util.stream.Stream;

/** The frameworks whose habits are known: where the port is set, what it is where it is not, and which library answers whether the app is ready. */
enum Framework {
    SPRING_BOOT("server.port", "spring-boot-starter-actuator", "/actuator/health", "management."),
    QUARKUS("quarkus.http.port", "quarkus-smallrye-health", "/q/health/ready", "quarkus.smallrye-health."),
    MICRONAUT("micronaut.server.port", "micronaut-management", "/health", "endpoints."),
    KTOR("ktor.deployment.port", "", "", ""),
    NONE("", "", "", "");

    static final String USUAL_PORT = "8080";

    private final String portKey;
    private final String healthLibrary;
    private final String healthPath;
    private final String healthKeys;

    Framework(String portKey, String healthLibrary, String healthPath, String healthKeys) {
        this.portKey = portKey;
        this.healthLibrary = healthLibrary;
        this.healthPath = healthPath;
        this.healthKeys = healthKeys;
    }

    /** Returns the port: what the settings say, else what the framework takes; nothing where it is neither, or any free one. */
    Optional<Guess> port(AppSettings settings) {
        Optional<Guess> set = portKey.isEmpty()
                ? Stream.of(SPRING_BOOT, QUARKUS, MICRONAUT, KTOR)
                        .flatMap(each -> settings.find(each.portKey).stream())
                        .findFirst()
                : settings.find(portKey);
        if (set.isPresent()) {
            return set.filter(port -> port.value().matches("[1-9][0-9]{0,4}"));
        }
        // Ktor has no port of its own.
        return this == NONE || this == KTOR
                ? Optional.empty()
                : Optional.of(new Guess(USUAL_PORT, "the default of " + title()));
    }

    /** Returns the path that tells whether the app is ready, where {@code libraries} have it and the settings leave it as it is. */
    Optional<Guess> ready(String libraries, AppSettings settings) {
        boolean has = !healthLibrary.isEmpty() && libraries.contains(healthLibrary) && !settings.hasAny(healthKeys);
        return has ? Optional.of(new Guess(healthPath, healthLibrary)) : Optional.empty();
    }

    private String title() {
        return switch (this) {
            case SPRING_BOOT -> "Spring Boot";
            case QUARKUS -> "Quarkus";
            case MICRONAUT -> "Micronaut";
            case KTOR -> "Ktor";
            case NONE -> "nothing";
        };
    }
}
