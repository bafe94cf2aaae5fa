package io.github.deployctl.agent.release;

import io.github.deployctl.common.jar.Component;
import io.github.deployctl.common.jar.Components;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;

/** The libraries in an artifact that lies on the disk. The agent has little memory, so a jar with a directory that would fill it is not opened. */
public final class JarContents {
    private static final int LARGEST_DIRECTORY = 6 << 20;
    private static final int END_SIZE = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final byte[] END = {'P', 'K', 5, 6};
    /** Where the end record has the size of the directory, in four bytes, the lowest first (APPNOTE.TXT 6.3.10, 4.3.16). */
    private static final int DIRECTORY_SIZE = 12;

    private JarContents() {}

    /** Returns nothing where the file is no jar, or one like that. */
    public static Optional<List<Component>> of(Path artifact) {
        try {
            if (!fitsMemory(artifact)) {
                return Optional.empty();
            }
            try (JarFile jar = new JarFile(artifact.toFile(), false)) {
                return Optional.of(Components.in(jar));
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Tells whether the directory of a jar can be read here; what is no jar has none, which whoever opens it finds out at once. */
    public static boolean fitsMemory(Path artifact) throws IOException {
        return directorySize(artifact) <= LARGEST_DIRECTORY;
    }

    private static long directorySize(Path artifact) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(artifact.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(file.length(), END_SIZE + LONGEST_COMMENT)];
            file.seek(file.length() - tail.length);
            file.readFully(tail);
            for (int at = tail.length - END_SIZE; at >= 0; at--) {
                if (isEnd(tail, at)) {
                    return unsigned(tail, at + DIRECTORY_SIZE);
                }
            }
            return 0;
        }
    }

    private static boolean isEnd(byte[] tail, int at) {
        for (int i = 0; i < END.length; i++) {
            if (tail[at + i] != END[i]) {
                return false;
            }
        }
        return true;
    }

    private static long unsigned(byte[] bytes, int at) {
        return (bytes[at] & 0xffL)
                | (bytes[at + 1] & 0xffL) << 8
                | (bytes[at + 2] & 0xffL) << 16
                | (bytes[at + 3] & 0xffL) << 24;
    }
}
