package io.github.deployctl.cli.document;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for links to files and headings that are not there. What is on the web is not asked. */
final class Links {
    private static final Pattern LINK = Pattern.compile("]\\(<?([^)>\\s]+)>?(?: \"[^\"]*\")?\\)");
    private static final Pattern IMAGE = Pattern.compile("<img [^>]*src=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("(`+)(?:(?!\\1).)*\\1");

    private final Path root;
    private final List<Document> documents;

    Links(Path root, List<Document> documents) {
        this.root = root;
        this.documents = List.copyOf(documents);
    }

    List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (Document document : documents) {
            for (int i = 0; i < document.prose().size(); i++) {
                String line = CODE.matcher(document.prose().get(i)).replaceAll("");
                for (Pattern pattern : List.of(LINK, IMAGE)) {
                    Matcher link = pattern.matcher(line);
                    while (link.find()) {
                        String at = document.at(i + 1);
                        fault(document, link.group(1)).ifPresent(what -> faults.add(at + what));
                    }
                }
            }
        }
        return faults;
    }

    private Optional<String> fault(Document from, String target) {
        if (target.startsWith("https://")) {
            return Optional.empty();
        }
        if (target.contains(":") || target.startsWith("/")) {
            return Optional.of(target + " is neither https nor relative");
        }
        int hash = target.indexOf('#');
        String file = hash < 0 ? target : target.substring(0, hash);
        Path path = file.isEmpty() ? from.path() : folder(from).resolve(file).normalize();
        if (!file.isEmpty() && !Files.exists(root.resolve(path))) {
            return Optional.of(target + " is not there");
        }
        if (hash < 0) {
            return Optional.empty();
        }
        String anchor = target.substring(hash + 1);
        boolean known = documents.stream()
                .filter(document -> document.path().equals(path))
                .anyMatch(document -> document.anchors().contains(anchor));
        return known ? Optional.empty() : Optional.of(target + ": there is no such heading");
    }

    private static Path folder(Document document) {
        Path folder = document.path().getParent();
        return folder == null ? Path.of("") : folder;
    }
}
