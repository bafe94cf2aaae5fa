package io.github.deployctl.cli.init;

import io.github.deployctl.cli.init.Project.Build;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the pom.xml of a project and of its modules say. */
final class MavenBuild {
    private static final String POM = "pom.xml";
    private static final int MOST_DEEP = 4;

    private final Path folder;
    private final Pom root;
    private final List<Candidate> candidates = new ArrayList<>();

    private MavenBuild(Path folder, Pom root) {
        this.folder = folder;
        this.root = root;
    }

    static Optional<MavenBuild> of(Path folder) {
        return Pom.read(folder.resolve(POM), Map.of()).map(root -> {
            MavenBuild build = new MavenBuild(folder, root);
            build.add(folder, root, 0);
            return build;
        });
    }

    List<Candidate> candidates() {
        return candidates;
    }

    Build build() {
        String program = Files.isRegularFile(folder.resolve("mvnw")) ? "./mvnw" : "mvn";
        int java = Stream.of("maven.compiler.release", "java.version", "jdk.version", "maven.compiler.target")
                .flatMap(name -> root.property(name).stream())
                .filter(version -> version.matches("[0-9]{1,2}"))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(Build.OLDEST_JAVA);
        return new Build("maven", program + " -B verify", java);
    }

    private void add(Path module, Pom pom, int depth) {
        candidate(module, pom).ifPresent(candidates::add);
        if (depth < MOST_DEEP) {
            for (String name : pom.modules()) {
                Path below = module.resolve(name).normalize();
                Pom.read(below.resolve(POM), pom.properties()).ifPresent(found -> add(below, found, depth + 1));
            }
        }
    }

    private Optional<Candidate> candidate(Path module, Pom pom) {
        String packaging = pom.text("packaging").orElse("jar");
        if (!packaging.equals("jar") && !packaging.equals("quarkus") && !packaging.equals("${packaging}")) {
            return Optional.empty();
        }
        Framework framework = framework(pom);
        Optional<String> suffix = suffix(pom, framework);
        if (suffix.isEmpty()) {
            return Optional.empty();
        }
        String name = pom.text("artifactId").orElseGet(() -> Project.nameOf(folder));
        Optional<String> base = pom.plugin("maven-shade-plugin")
                .flatMap(shade -> shade.setting("finalName"))
                .or(() -> finalName(pom, name));
        AppSettings settings = AppSettings.of(folder, module);
        return Optional.of(new Candidate(
                module,
                folder.relativize(module.resolve(POM)).toString(),
                name,
                base.map(found -> "target/" + found + suffix.get() + ".jar"),
                framework,
                pom.libraries(),
                framework == Framework.QUARKUS ? QuarkusJar.notes(settings, pom.properties()) : List.of()));
    }

    private static Optional<String> finalName(Pom pom, String name) {
        return pom.has("build", "finalName")
                ? pom.text("build", "finalName")
                : pom.property("project.version").map(version -> name + "-" + version);
    }

    private static Framework framework(Pom pom) {
        String parent = pom.text("parent", "artifactId").orElse("");
        if (pom.plugin("spring-boot-maven-plugin").isPresent()) {
            return Framework.SPRING_BOOT;
        }
        if (pom.plugin("quarkus-maven-plugin").isPresent()) {
            return Framework.QUARKUS;
        }
        return parent.equals("micronaut-parent")
                        || pom.plugin("micronaut-maven-plugin").isPresent()
                ? Framework.MICRONAUT
                : Framework.NONE;
    }

    /** Returns what the executable jar's name ends in; nothing where the build makes none. */
    private static Optional<String> suffix(Pom pom, Framework framework) {
        return switch (framework) {
            case SPRING_BOOT ->
                Optional.of(pom.plugin("spring-boot-maven-plugin")
                        .flatMap(plugin -> plugin.setting("classifier"))
                        .map(classifier -> "-" + classifier)
                        .orElse(""));
            case QUARKUS -> Optional.of(QuarkusJar.SUFFIX);
            case MICRONAUT, KTOR -> Optional.of("");
            case NONE -> plainSuffix(pom);
        };
    }

    private static Optional<String> plainSuffix(Pom pom) {
        Optional<Pom.Plugin> shade = pom.plugin("maven-shade-plugin");
        if (shade.isPresent()) {
            boolean beside = shade.get()
                    .setting("shadedArtifactAttached")
                    .filter("true"::equals)
                    .isPresent();
            return Optional.of(
                    beside ? "-" + shade.get().setting("shadedClassifierName").orElse("shaded") : "");
        }
        if (pom.plugin("maven-assembly-plugin")
                .flatMap(assembly -> assembly.setting("descriptorRef"))
                .filter("jar-with-dependencies"::equals)
                .isPresent()) {
            return Optional.of("-jar-with-dependencies");
        }
        return pom.plugin("maven-jar-plugin")
                .flatMap(jar -> jar.setting("mainClass"))
                .map(main -> "");
    }
}
