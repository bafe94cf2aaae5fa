package io.github.deployctl.cli.shell;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** The lines that were typed in shells of this user, the oldest first: a file that only its owner reads. One that cannot be read or written is as good as none. */
public final class HistoryFile {
    private static final int MOST = 1000;
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER = owner("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> FILE = owner("rw-------");
    /** A link may be somebody else's. */
    private static final Set<OpenOption> APPEND =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);

    private static final Set<OpenOption> ANEW = Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING,
            LinkOption.NOFOLLOW_LINKS);

    private final Path file;

    /** @param state where this user keeps what outlives a command */
    public HistoryFile(Path state) {
        this.file = state.resolve("history");
    }

    private static FileAttribute<Set<PosixFilePermission>> owner(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    /** Returns the last lines; what is older than that is forgotten. */
    public List<String> read() {
        try {
            List<String> all = Files.readAllLines(file);
            if (all.size() <= MOST) {
                return all;
            }
            List<String> last = List.copyOf(all.subList(all.size() - MOST, all.size()));
            Path unfinished = file.resolveSibling("history.unfinished");
            write(unfinished, ANEW, last);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            return last;
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Adds one; what goes over several lines is not kept. */
    public void add(String line) {
        if (line.contains("\n")) {
            return;
        }
        try {
            Files.createDirectories(file.getParent(), FOLDER);
            write(file, APPEND, List.of(line));
        } catch (IOException | UnsupportedOperationException e) {
            // It is called back in this shell, and not in the next.
        }
    }

    private static void write(Path to, Set<OpenOption> how, List<String> lines) throws IOException {
        try (BufferedWriter out = new BufferedWriter(new OutputStreamWriter(
                Channels.newOutputStream(Files.newByteChannel(to, how, FILE)), StandardCharsets.UTF_8))) {
            // One that was there has kept its own.
            Files.setPosixFilePermissions(to, FILE.value());
            for (String line : lines) {
                out.write(line + "\n");
            }
        }
    }
}
