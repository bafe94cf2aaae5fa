package io.github.deployctl.agent.release;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes that are whole or not there after a power loss: a temporary file, fsync, rename, fsync of the folder (rename(2), fsync(2)). */
public final class DurableFiles {
    private DurableFiles() {}

    /** Puts {@code text} in the place of {@code file}. A failure leaves the old content. */
    public static void replace(Path file, String text) throws IOException {
        Path folder = requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
        Path temporary = Files.createTempFile(folder, "." + file.getFileName(), ".new");
        try {
            Files.writeString(temporary, text, StandardCharsets.UTF_8);
            sync(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(folder);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Appends {@code line} as a line of its own, also after one that a power loss has cut. */
    public static void append(Path file, String line) throws IOException {
        String start = endsWithinALine(file) ? "\n" : "";
        Files.writeString(
                file,
                start + line + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        sync(file);
    }

    /** Brings a file's bytes, or a folder's names, to the disk. */
    public static void sync(Path path) throws IOException {
        // A folder can only be opened for reading; fsync of it is what makes a rename last (fsync(2)).
        StandardOpenOption mode = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }

    private static boolean endsWithinALine(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
        }
    }
}
