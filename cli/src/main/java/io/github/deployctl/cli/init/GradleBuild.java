package io.github.deployctl.cli.init;

import io.github.deployctl.cli.init.Project.Build;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the Gradle files of a project and of its modules say where they say it plainly: they are programs, and are not run. */
final class GradleBuild {
    private static final List<String> SCRIPTS = List.of("build.gradle.kts", "build.gradle");
    private static final List<String> SETTINGS = List.of("settings.gradle.kts", "settings.gradle");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|(?m)(?<![:\"'])//.*$", Pattern.DOTALL);
    private static final Pattern INCLUDE = Pattern.compile("(?m)^\\s*include\\s*\\(?([^)\\n]*(?:,\\s*\\n[^)\\n]*)*)");
    private static final Pattern QUOTED = Pattern.compile("[\"']([^\"'$]+)[\"']");
    private static final Pattern ROOT_NAME = Pattern.compile("rootProject\\.name\\s*=\\s*[\"']([^\"'$]+)[\"']");
    private static final Pattern VERSION = Pattern.compile("(?m)^\\s*version\\s*=?\\s*[\"']([^\"'$]+)[\"']");
    private static final Pattern PROPERTY_VERSION = Pattern.compile("(?m)^version\\s*[=:]\\s*(\\S+)\\s*$");
    private static final Pattern FILE_NAME =
            Pattern.compile("archiveFileName(?:\\s*=|\\.set\\()\\s*[\"']([^\"'$]+\\.jar)[\"']");
    private static final Pattern BASE_NAME =
            Pattern.compile("archives?(?:Base)?Name(?:\\s*=|\\.set\\(|\\s)\\s*[\"']([^\"'$]+)[\"']");
    private static final Pattern JAVA = Pattern.compile(
            "(?:JavaLanguageVersion\\.of\\(|jvmToolchain\\(|JavaVersion\\.VERSION_|sourceCompatibility\\s*=\\s*[\"']?)(\\d{1,2})\\b");

    private final Path folder;
    private final String root;
    private final String settings;
    private final List<Candidate> candidates = new ArrayList<>();

    private GradleBuild(Path folder, String root, String settings) {
        this.folder = folder;
        this.root = root;
        this.settings = settings;
    }

    static Optional<GradleBuild> of(Path folder) {
        Optional<Path> script = first(folder, SCRIPTS);
        Optional<Path> settings = first(folder, SETTINGS);
        if (script.isEmpty() && settings.isEmpty()) {
            return Optional.empty();
        }
        GradleBuild build = new GradleBuild(
                folder,
                script.map(GradleBuild::text).orElse(""),
                settings.map(GradleBuild::text).orElse(""));
        build.add(folder);
        build.modules()
                .forEach(name ->
                        build.add(folder.resolve(name.replaceFirst("^:", "").replace(':', '/'))));
        return Optional.of(build);
    }

    List<Candidate> candidates() {
        return candidates;
    }

    Build build() {
        String program = Files.isRegularFile(folder.resolve("gradlew")) ? "./gradlew" : "gradle";
        String scripts = root + "\n"
                + String.join(
                        "\n",
                        candidates.stream()
                                .map(each -> first(each.folder(), SCRIPTS)
                                        .map(GradleBuild::text)
                                        .orElse(""))
                                .toList());
        int java = found(JAVA, scripts).map(Integer::parseInt).orElse(Build.OLDEST_JAVA);
        boolean ktor = candidates.stream().anyMatch(each -> each.framework() == Framework.KTOR);
        return new Build("gradle", program + (ktor ? " buildFatJar" : " build"), java);
    }

    private List<String> modules() {
        List<String> modules = new ArrayList<>();
        INCLUDE.matcher(settings)
                .results()
                .forEach(each -> QUOTED.matcher(each.group(1)).results().forEach(name -> modules.add(name.group(1))));
        return modules;
    }

    private void add(Path module) {
        Optional<Path> script = first(module, SCRIPTS);
        if (script.isEmpty()) {
            return;
        }
        String text = text(script.get());
        Framework framework = framework(text);
        String name = module.equals(folder)
                ? found(ROOT_NAME, settings).orElseGet(() -> Project.nameOf(folder))
                : module.getFileName().toString();
        Optional<String> jar = jar(text, framework, name);
        if (jar.isEmpty()) {
            return;
        }
        candidates.add(new Candidate(
                module,
                folder.relativize(script.get()).toString(),
                name,
                jar,
                framework,
                text,
                framework == Framework.QUARKUS
                        ? QuarkusJar.notes(AppSettings.of(folder, module), Map.of())
                        : List.of()));
    }

    /** Returns the executable jar; nothing where the build makes none. */
    private Optional<String> jar(String text, Framework framework, String name) {
        boolean shadow = isApplied(text, "com.gradleup.shadow")
                || isApplied(text, "com.github.johnrengelman.shadow")
                || text.contains("libs.plugins.shadow");
        boolean manifest = text.contains("Main-Class");
        boolean needsShadow = framework == Framework.MICRONAUT || (framework == Framework.NONE && !manifest);
        if (needsShadow && !shadow) {
            return Optional.empty();
        }
        String base = found(BASE_NAME, text).orElse(name);
        String version = found(VERSION, text)
                .or(() -> found(VERSION, root))
                .or(() -> found(PROPERTY_VERSION, text(folder.resolve("gradle.properties"))))
                .map(each -> "-" + each)
                .orElse("");
        if (framework == Framework.QUARKUS) {
            return Optional.of("build/" + base + version + QuarkusJar.SUFFIX + ".jar");
        }
        String usual = framework == Framework.KTOR
                ? name + "-all.jar"
                : base + version + (shadow && framework != Framework.SPRING_BOOT ? "-all" : "") + ".jar";
        return Optional.of("build/libs/" + found(FILE_NAME, text).orElse(usual));
    }

    private static Framework framework(String text) {
        if (isApplied(text, "org.springframework.boot")
                || text.matches("(?s).*libs\\.plugins\\.[\\w.]*spring\\.?boot.*")) {
            return Framework.SPRING_BOOT;
        }
        if (isApplied(text, "io.quarkus") || text.contains("libs.plugins.quarkus")) {
            return Framework.QUARKUS;
        }
        if (isApplied(text, "io.micronaut.application") || text.contains("libs.plugins.micronaut")) {
            return Framework.MICRONAUT;
        }
        return isApplied(text, "io.ktor.plugin") || text.contains("libs.plugins.ktor")
                ? Framework.KTOR
                : Framework.NONE;
    }

    /** A plugin that a root script only makes known to its modules is not one of its own. */
    private static boolean isApplied(String text, String plugin) {
        return text.lines()
                .filter(line -> line.contains("\"" + plugin + "\"") || line.contains("'" + plugin + "'"))
                .anyMatch(line -> !line.matches(".*\\bapply\\s*\\(?\\s*false.*"));
    }

    private static Optional<String> found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Optional<Path> first(Path folder, List<String> names) {
        return Stream.of(names)
                .flatMap(List::stream)
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static String text(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? COMMENT.matcher(Files.readString(file)).replaceAll("")
                    : "";
        } catch (IOException e) {
            return "";
        }
    }
}
