package io.github.deployctl.e2e.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a document tells its reader to do, in its order.
 *
 * @param name of the document, from the project's folder
 */
record Documented(String name, List<Step> steps) {
    private static final Pattern FENCE = Pattern.compile(" *```+([A-Za-z]*) *");
    private static final Pattern HERE = Pattern.compile("<<-?\\s*['\"]?([A-Za-z]+)['\"]?");
    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
    /** In the text, a line that stands for many. */
    private static final Pattern FORM = Pattern.compile("[\\[\\]|\u2026]|\\.\\.\\.");
    /** What a span in the text begins with where it is a command. */
    private static final Pattern PROGRAM = Pattern.compile(
            "(?:(?:sudo )?(?:deployctl|deployctl-agent|cap|cp|curl|gh|git|journalctl|kamal|mvn|scp|ssh|systemctl|\\./install\\.sh) \\S.*"
                    + "|(?:e2e|release|\\.ci)/[a-z-]+(?: .*)?)");
    /** What is named only: no program, or one that does nothing without more words. */
    private static final Set<String> NAMES = Set.of(
            "e2e/bench",
            "e2e/apps",
            "e2e/lab",
            "release/target",
            "release/self-contained",
            ".ci/words",
            "deployctl lock acquire",
            "deployctl run",
            "deployctl setup",
            "deployctl setup --authorize",
            "ssh -G",
            "systemctl restart",
            "systemctl status",
            "systemctl stop");

    enum Kind {
        /** A command in a block of code. */
        TYPED,
        /** A command within a sentence. */
        MENTIONED,
        /** The whole of a {@code deployctl.yml}. */
        CONFIGURATION
    }

    /** One thing to do. */
    record Step(Kind kind, String text) {}

    Documented {
        steps = List.copyOf(steps);
    }

    /** Returns README.md, CONTRIBUTING.md and every page of docs. */
    static List<Documented> all(Path root) throws IOException {
        List<Path> files = new ArrayList<>(List.of(root.resolve("README.md"), root.resolve("CONTRIBUTING.md")));
        try (Stream<Path> pages = Files.walk(root.resolve("docs"))) {
            pages.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
        }
        List<Documented> documents = new ArrayList<>();
        for (Path file : files) {
            documents.add(of(root.relativize(file).toString(), Files.readString(file)));
        }
        return documents;
    }

    static Documented of(String name, String text) {
        List<Step> steps = new ArrayList<>();
        List<String> lines = text.lines().toList();
        StringBuilder prose = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (!fence.matches()) {
                prose.append(lines.get(i)).append('\n');
                continue;
            }
            mentions(prose, steps);
            List<String> block = new ArrayList<>();
            for (i++; !FENCE.matcher(lines.get(i)).matches(); i++) {
                block.add(lines.get(i));
            }
            block(fence.group(1), String.join("\n", block).stripIndent().lines().toList(), steps);
        }
        mentions(prose, steps);
        return new Documented(name, steps);
    }

    private static void block(String language, List<String> lines, List<Step> steps) {
        switch (language) {
            case "sh", "bash" -> typed(lines, steps);
            case "yaml" -> {
                // As a reader takes it: the parts of a configuration are for looking at.
                if (lines.get(0).startsWith("app:") && lines.size() > 2) {
                    steps.add(new Step(Kind.CONFIGURATION, String.join("\n", lines) + "\n"));
                }
            }
            default ->
                typed(
                        lines.stream()
                                .filter(line -> line.startsWith("$ "))
                                .map(line -> line.substring(2))
                                .toList(),
                        steps);
        }
    }

    private static void typed(List<String> lines, List<Step> steps) {
        for (int i = 0; i < lines.size(); i++) {
            StringBuilder command = new StringBuilder(lines.get(i));
            while (lines.get(i).endsWith("\\")) {
                command.append('\n').append(lines.get(++i));
            }
            Matcher here = HERE.matcher(command);
            if (here.find()) {
                do {
                    command.append('\n').append(lines.get(++i));
                } while (!lines.get(i).equals(here.group(1)));
            }
            String text = command.toString().replaceFirst(" +#.*$", "").strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                steps.add(new Step(Kind.TYPED, text));
            }
        }
    }

    private static void mentions(StringBuilder prose, List<Step> steps) {
        Matcher span = SPAN.matcher(prose.toString().replace("\\|", "|"));
        while (span.find()) {
            String text = span.group(1).replace('\n', ' ');
            if (PROGRAM.matcher(text).matches()
                    && !FORM.matcher(text).find()
                    && !NAMES.contains(text)
                    && !text.startsWith("e2e/apps/")) {
                steps.add(new Step(Kind.MENTIONED, text));
            }
        }
        prose.setLength(0);
    }
}
