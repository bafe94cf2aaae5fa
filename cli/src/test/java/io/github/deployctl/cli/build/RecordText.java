package io.github.deployctl.cli.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the sources say of records and their components. */
final class RecordText {
    private static final Pattern RECORD = Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*(?:public )?record (\\w+)", Pattern.DOTALL);

    private static final Pattern TAG = Pattern.compile("\\{@(?:code|link) ([^}]*)\\}");

    private final List<Path> roots;
    private final Map<Class<?>, String> comments = new HashMap<>();

    /** @param roots folders of sources */
    RecordText(List<Path> roots) {
        this.roots = roots;
    }

    /** Returns what is said of the record as a whole. */
    Optional<String> about(Class<?> type) {
        return said(comment(type).split("\\s@param ", -1)[0]);
    }

    /** Returns what is said of one component. */
    Optional<String> of(Class<?> type, String component) {
        return Stream.of(comment(type).split("\\s@param ", -1))
                .skip(1)
                .filter(part -> part.startsWith(component + " "))
                .findFirst()
                .flatMap(part -> said(part.substring(component.length())));
    }

    private static Optional<String> said(String text) {
        // What is null in a record is not there in a document.
        return Optional.of(TAG.matcher(text)
                        .replaceAll(tag -> Matcher.quoteReplacement(tag.group(1).replace('#', '.'))))
                .map(words -> words.replaceAll("\\bnull\\b", "absent").strip())
                .filter(words -> !words.isEmpty());
    }

    private String comment(Class<?> type) {
        return comments.computeIfAbsent(type, this::find);
    }

    private String find(Class<?> type) {
        Matcher records = RECORD.matcher(source(type));
        while (records.find()) {
            if (records.group(2).equals(type.getSimpleName())) {
                return records.group(1)
                        .replaceAll("(\\s*\\n\\s*\\*?\\s*)+", " ")
                        .strip();
            }
        }
        return "";
    }

    private String source(Class<?> type) {
        Class<?> outermost = type.getNestHost();
        String file = outermost.getName().replace('.', '/') + ".java";
        for (Path root : roots) {
            try {
                if (Files.exists(root.resolve(file))) {
                    return Files.readString(root.resolve(file));
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("no source of " + type);
    }
}
