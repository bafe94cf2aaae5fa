package io.github.deployctl.cli.init;

import io.github.deployctl.cli.config.FlatYaml;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings that an app brings along, by their dotted keys; those of profiles are left out. */
record AppSettings(Map<String, Guess> values) {
    /** Where both are there, Spring Boot takes what stands in the first. */
    private static final List<String> FILES = List.of(
            "src/main/resources/config/application.properties",
            "src/main/resources/config/application.yml",
            "src/main/resources/config/application.yaml",
            "src/main/resources/application.properties",
            "src/main/resources/application.yml",
            "src/main/resources/application.yaml");

    /** {@code ${PORT:8080}}, of which the end counts on a host that sets nothing. */
    private static final Pattern WITH_DEFAULT = Pattern.compile("\\$\\{[^${}:]+:([^${}]*)}");

    AppSettings {
        values = Map.copyOf(values);
    }

    /** Reads those of a module; {@code folder} is the project's. */
    static AppSettings of(Path folder, Path module) {
        Map<String, Guess> values = new LinkedHashMap<>();
        for (String name : FILES) {
            Path file = module.resolve(name);
            read(file)
                    .forEach((key, value) -> values.putIfAbsent(
                            key, new Guess(value, folder.relativize(file).toString())));
        }
        return new AppSettings(values);
    }

    Optional<Guess> find(String key) {
        return Optional.ofNullable(values.get(key)).map(found -> new Guess(plain(found.value()), found.from()));
    }

    /** Returns whether any key begins so. */
    boolean hasAny(String prefix) {
        return values.keySet().stream().anyMatch(key -> key.startsWith(prefix));
    }

    private static String plain(String value) {
        Matcher matcher = WITH_DEFAULT.matcher(value.strip());
        return matcher.matches() ? matcher.group(1).strip() : value.strip();
    }

    private static Map<String, String> read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                return Map.of();
            }
            String text = Files.readString(file);
            return file.toString().endsWith(".properties") ? properties(text) : FlatYaml.of(text);
        } catch (IOException | IllegalArgumentException e) {
            // Its own program will say so; here it says nothing.
            return Map.of();
        }
    }

    private static Map<String, String> properties(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        Map<String, String> values = new LinkedHashMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }
}
