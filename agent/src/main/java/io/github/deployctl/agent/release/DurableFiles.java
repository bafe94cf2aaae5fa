package io.github.deployctl.agent.release;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.agent.fault.Faults;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes that are whole or not there after a power loss: a temporary file, fsync, rename, fsync of the folder (rename(2), fsync(2)). Each of these is a step
 * named for the file, {@code state.json-written} say.
 */
public final class DurableFiles {
    private static final String TEMPORARY = ".new";

    private final Faults faults;

    public DurableFiles(Faults faults) {
        this.faults = faults;
    }

    /** Writes a file's new content. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Puts {@code text} in the place of {@code file}. A failure leaves the old content. */
    public void replace(Path file, String text) throws IOException {
        replace(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Puts {@code content} in the place of {@code file}. A failure leaves the old content. */
    public void replace(Path file, Content content) throws IOException {
        Path folder = requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
        String name = String.valueOf(file.getFileName());
        Path temporary = Files.createTempFile(folder, "." + name, TEMPORARY);
        try {
            faults.pass(name + "-begun");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
                content.writeTo(out);
            }
            faults.pass(name + "-written");
            sync(temporary);
            faults.pass(name + "-synced");
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            faults.pass(name + "-renamed");
            sync(folder);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Removes what an agent that was killed within {@link #replace} has left in {@code folder}. */
    public void clear(Path folder) throws IOException {
        try (var left = Files.newDirectoryStream(folder, ".*" + TEMPORARY)) {
            for (Path temporary : left) {
                Files.deleteIfExists(temporary);
            }
        }
    }

    /** Appends {@code line} as a line of its own, also after one that a power loss has cut. */
    public void append(Path file, String line) throws IOException {
        String name = String.valueOf(file.getFileName());
        String start = endsWithinALine(file) ? "\n" : "";
        faults.pass(name + "-begun");
        Files.writeString(
                file,
                start + line + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        faults.pass(name + "-appended");
        sync(file);
        faults.pass(name + "-synced");
    }

    /** Brings a file's bytes, or a folder's names, to the disk. */
    public void sync(Path path) throws IOException {
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
