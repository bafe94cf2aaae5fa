package io.github.deployctl.cli.remote.hostkey;

import io.github.deployctl.cli.host.HostAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * A line to be added to a known_hosts file.
 *
 * @param hashed whether the name is made unreadable (HashKnownHosts)
 */
public record NewHost(HostAddress host, HostKey key, boolean hashed) {
    private static final Object APPENDING = new Object();
    private static final int SALT_BYTES = 20;

    /**
     * Adds the line in one write, and begins a line of its own where the last one has no end. Missing folders and the file are made for their owner alone.
     */
    public void appendTo(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.exists(folder)) {
            Files.createDirectories(folder, forOwner("rwx------"));
        }
        // The lock of a file is the whole process's (FileLock): a second thread would get an exception.
        synchronized (APPENDING) {
            try (FileChannel channel = FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), forOwner("rw-------"))) {
                FileLock lock = channel.lock();
                try {
                    String text = (endsWithinLine(file) ? "\n" : "") + line() + "\n";
                    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
                } finally {
                    lock.release();
                }
            }
        }
    }

    private static boolean endsWithinLine(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            long end = channel.size();
            return end > 0 && channel.read(last, end - 1) == 1 && last.get(0) != '\n';
        }
    }

    private static FileAttribute<?>[] forOwner(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    String line() {
        String name = KnownHosts.names(host).get(0);
        return (hashed ? hash(name) : name) + " " + key.type() + " " + key.base64();
    }

    private static String hash(String name) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder();
        return HostPatterns.HASHED + base64.encodeToString(salt) + "|"
                + base64.encodeToString(HostPatterns.hash(salt, name));
    }
}
