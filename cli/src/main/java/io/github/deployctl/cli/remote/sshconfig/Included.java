package io.github.deployctl.cli.remote.sshconfig;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The files that one argument of Include means: a path whose parts may be patterns, as glob(7), in order of name. */
final class Included {
    private Included() {}

    /** @throws IllegalArgumentException for forms of glob(7) that are not read, and for what is no path */
    static List<Path> files(String argument, ConfigFile from, Here here) throws IOException {
        // In the machine's own file a folder of whoever reads it is an error to OpenSSH as well.
        boolean usersOwn = from.includesFrom().equals(here.ssh());
        if (argument.startsWith("~") && !(usersOwn && argument.startsWith("~/"))) {
            throw new IllegalArgumentException("names another user's folder");
        }
        if (argument.contains("[") || argument.contains("\\") || argument.contains("$") || argument.contains("%")) {
            throw new IllegalArgumentException("has one of the characters [ \\ $ %, which are not read here");
        }
        Path path = argument.startsWith("~/")
                ? here.home().resolve(argument.substring(2))
                : from.includesFrom().resolve(argument);
        List<Path> found = List.of(path.getRoot() == null ? Path.of("") : path.getRoot());
        for (Path part : path) {
            found = next(found, part.toString());
        }
        return found.stream().filter(Files::exists).toList();
    }

    private static List<Path> next(List<Path> folders, String part) throws IOException {
        boolean pattern = part.contains("*") || part.contains("?");
        List<Path> found = new ArrayList<>();
        for (Path folder : folders) {
            if (!pattern) {
                found.add(folder.resolve(part));
            } else {
                matching(folder, part, found);
            }
        }
        return found;
    }

    private static void matching(Path folder, String part, List<Path> into) throws IOException {
        List<Path> matching = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, entry -> isMeant(entry, part))) {
            entries.forEach(matching::add);
        } catch (NotDirectoryException | NoSuchFileException e) {
            return;
        }
        matching.sort(Comparator.comparing(Path::toString));
        into.addAll(matching);
    }

    /** A leading dot is only matched by itself. */
    private static boolean isMeant(Path entry, String part) {
        String name = entry.getFileName().toString();
        return (!name.startsWith(".") || part.startsWith(".")) && Glob.matches(part, name);
    }
}
