package io.github.deployctl.cli.completion;

import io.github.deployctl.cli.completion.Completable.Choice;
import io.github.deployctl.cli.completion.Completable.Named;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** What may stand at a place of a line, by the same knowledge that the scripts have. */
public final class Completions {
    private final Map<String, Completable> commands;
    private final Known known;
    private final Path folder;

    /** A word and what it is about. */
    public record Word(String text, String about) {}

    /** What the words of some kinds are. */
    public interface Known {
        /** Returns hosts and groups; {@code line} may name a file. */
        List<String> hosts(List<String> line);

        /** Returns releases; {@code line} may name a file. */
        List<String> releases(List<String> line);
    }

    /** @param folder that names of files are relative to */
    public Completions(CommandLine root, Known known, Path folder) {
        this.commands =
                Completable.all(root).stream().collect(Collectors.toMap(Completable::path, Function.identity()));
        this.known = known;
        this.folder = folder;
    }

    /** Returns what fits after {@code words} and begins with {@code begun}. */
    public List<Word> after(List<String> words, String begun) {
        return words.contains("--")
                ? List.of()
                : all(words, begun).stream()
                        .filter(word -> word.text().startsWith(begun))
                        .distinct()
                        .toList();
    }

    private List<Word> all(List<String> words, String begun) {
        int depth = 0;
        String path = "";
        while (depth < words.size() && commands.containsKey((path + " " + words.get(depth)).strip())) {
            path = (path + " " + words.get(depth)).strip();
            depth++;
        }
        Completable command = commands.get(path);
        if (command == null) {
            return List.of();
        }
        Optional<Value> option =
                words.size() > depth ? valueOf(command, words.get(words.size() - 1)) : Optional.empty();
        if (option.isPresent()) {
            return of(option.get(), words, begun);
        }
        List<Word> found = new ArrayList<>();
        if (begun.startsWith("-")) {
            command.options()
                    .forEach(choice -> choice.names().forEach(name -> found.add(new Word(name, choice.about()))));
            return found;
        }
        if (words.size() == depth) {
            for (Named below : command.below()) {
                found.add(new Word(below.word(), below.about()));
            }
        }
        command.arguments().ifPresent(value -> found.addAll(of(value, words, begun)));
        return found;
    }

    private static Optional<Value> valueOf(Completable command, String name) {
        return command.options().stream()
                .filter(choice -> choice.names().contains(name))
                .findFirst()
                .flatMap(Choice::value);
    }

    private List<Word> of(Value value, List<String> words, String begun) {
        List<String> texts = switch (value.kind()) {
            case NONE -> List.of();
            case FILE -> files(begun);
            case HOST -> known.hosts(words);
            case RELEASE -> known.releases(words);
            case WORDS -> value.words();
        };
        return texts.stream().map(text -> new Word(text, "")).toList();
    }

    /** A folder ends with a slash. */
    private List<String> files(String begun) {
        String before = begun.substring(0, begun.lastIndexOf('/') + 1);
        List<String> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder.resolve(before))) {
            all.forEach(file -> files.add(before + file.getFileName() + (Files.isDirectory(file) ? "/" : "")));
        } catch (IOException | InvalidPathException e) {
            // There is no such folder.
        }
        return files;
    }
}
