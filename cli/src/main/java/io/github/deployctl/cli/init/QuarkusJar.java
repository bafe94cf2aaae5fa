package io.github.deployctl.cli.init;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The one of Quarkus's jars that is whole in itself, and is not what it makes unless it is told to. */
final class QuarkusJar {
    static final String SUFFIX = "-runner";

    private static final String SETTING = "quarkus.package.jar.type";
    private static final List<String> SETTINGS = List.of(SETTING, "quarkus.package.type");

    private QuarkusJar() {}

    /** Returns what has to be set, unless it is. */
    static List<String> notes(AppSettings settings, Map<String, String> build) {
        boolean set = SETTINGS.stream()
                .flatMap(name -> Stream.concat(
                        settings.find(name).map(Guess::value).stream(), Stream.ofNullable(build.get(name))))
                .anyMatch("uber-jar"::equals);
        return set
                ? List.of()
                : List.of("Quarkus makes one jar of everything only with " + SETTING
                        + "=uber-jar in src/main/resources/application.properties");
    }
}
