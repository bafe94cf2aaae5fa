package io.github.deployctl.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No class of any module grows without end: whoever must add to one of that length divides it first. It is here since this module is built before the others. */
class SourceLengthTest {
    private static final int MOST_LINES = 300;

    @Test
    void noMainSourceOfAnyModuleIsLongerThanAFewScreens() throws IOException {
        List<Path> modules = modules(Path.of(".."));
        assertThat(modules)
                .extracting(module -> module.getFileName().toString())
                .contains("common", "adopter", "agent", "cli", "e2e");
        for (Path module : modules) {
            assertThat(sources(module)).as("sources of " + module).isNotEmpty();
            assertThat(tooLong(module)).isEmpty();
        }
    }

    @Test
    void oneLineMoreIsFoundAndTestsMayBeLonger(@TempDir Path module) throws IOException {
        Path main = Files.createDirectories(module.resolve("src/main/java"));
        Path test = Files.createDirectories(module.resolve("src/test/java"));
        Files.writeString(main.resolve("Enough.java"), "//\n".repeat(MOST_LINES));
        Files.writeString(test.resolve("MuchTest.java"), "//\n".repeat(MOST_LINES + 1));
        assertThat(tooLong(module)).isEmpty();

        Files.writeString(main.resolve("Much.java"), "//\n".repeat(MOST_LINES + 1));
        assertThat(tooLong(module)).containsExactly(main.resolve("Much.java") + " has 301 lines");
    }

    /** The parent's folders that have classes of their own; the release has none. */
    private static List<Path> modules(Path root) throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
                    .toList();
        }
    }

    private static List<String> tooLong(Path module) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path source : sources(module)) {
            int lines = Files.readAllLines(source).size();
            if (lines > MOST_LINES) {
                found.add(source + " has " + lines + " lines");
            }
        }
        return found;
    }

    /** All that is built into a module, which is more than src/main where classes are made for another class loader. */
    private static List<Path> sources(Path module) throws IOException {
        Path tests = module.resolve("src/test");
        try (Stream<Path> files = Files.walk(module.resolve("src"))) {
            return files.filter(file -> file.toString().endsWith(".java") && !file.startsWith(tests))
                    .toList();
        }
    }
}
