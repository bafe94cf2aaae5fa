package io.github.deployctl.cli.document;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file in Markdown, as GitHub shows it.
 *
 * @param path from the project's folder
 * @param prose the lines outside of code blocks, with an empty one for each that is inside
 * @param blocks the code blocks
 */
record Document(Path path, List<String> prose, List<Block> blocks) {
    private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules");
    private static final Pattern FENCE = Pattern.compile("^( *)(```+)([A-Za-z]*)\\s*$");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.+?)\\s*$");
    private static final Pattern ANCHOR = Pattern.compile("<a (?:id|name)=\"([^\"]+)\"");

    /**
     * A code block.
     *
     * @param line of its first line within the file, from 1
     */
    record Block(int line, String language, List<String> lines) {
        Block {
            lines = List.copyOf(lines);
        }

        String text() {
            return String.join("\n", lines) + "\n";
        }
    }

    Document {
        prose = List.copyOf(prose);
        blocks = List.copyOf(blocks);
    }

    /** Returns every document below {@code root}, but for what a build has made. */
    static List<Document> all(Path root) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                Path name = folder.getFileName();
                return name != null && NOT_OURS.contains(name.toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        List<Document> documents = new ArrayList<>();
        for (Path file : files) {
            documents.add(of(root.relativize(file), Files.readString(file)));
        }
        return documents;
    }

    static Document of(Path path, String text) {
        List<String> prose = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        List<String> code = new ArrayList<>();
        Optional<Matcher> open = Optional.empty();
        int begin = 0;
        for (String line : text.lines().toList()) {
            Matcher fence = FENCE.matcher(line);
            boolean isFence = fence.matches();
            prose.add(open.isPresent() || isFence ? "" : line);
            if (open.isEmpty()) {
                if (isFence) {
                    open = Optional.of(fence);
                    begin = prose.size() + 1;
                    code = new ArrayList<>();
                }
            } else if (isFence
                    && fence.group(3).isEmpty()
                    && fence.group(2).equals(open.get().group(2))) {
                blocks.add(new Block(begin, open.get().group(3).toLowerCase(Locale.ROOT), code));
                open = Optional.empty();
            } else {
                code.add(line.substring(Math.min(
                        line.length() - line.stripLeading().length(),
                        open.get().group(1).length())));
            }
        }
        if (open.isPresent()) {
            throw new IllegalArgumentException(path + ":" + begin + ": a code block without an end");
        }
        return new Document(path, prose, blocks);
    }

    /** Returns what a link may name after its #. */
    Set<String> anchors() {
        Set<String> anchors = new TreeSet<>();
        for (String line : prose) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                String slug = slug(heading.group(1));
                String unique = slug;
                for (int i = 1; !anchors.add(unique); i++) {
                    unique = slug + "-" + i;
                }
            }
            Matcher anchor = ANCHOR.matcher(line);
            while (anchor.find()) {
                anchors.add(anchor.group(1));
            }
        }
        return anchors;
    }

    /** As GitHub makes one of a heading: lower case, blanks as hyphens, of all else letters, digits, hyphens and underscores. */
    private static String slug(String heading) {
        return heading.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    String at(int line) {
        return path + ":" + line + ": ";
    }
}
