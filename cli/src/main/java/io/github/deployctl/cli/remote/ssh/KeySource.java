package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.remote.hostkey.HostKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a private key is: a file, with what stands beside it, or an environment variable. Its text is a name for messages, and no secret. */
final class KeySource {
    private static final int LARGEST = 1 << 20;
    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private final String name;
    private final @Nullable Path file;
    private final char[] content;

    private KeySource(String name, @Nullable Path file, char[] content) {
        this.name = name;
        this.file = file;
        this.content = content;
    }

    static KeySource file(Path file) {
        return new KeySource(file.toString(), file, new char[0]);
    }

    /** Returns the key that an environment variable holds. */
    static KeySource variable(String name, String content) {
        return new KeySource(name, null, content.toCharArray());
    }

    boolean isFile() {
        return file != null;
    }

    /** Reads the key; {@link IOException} says, for a user, what is wrong with it. */
    PrivateKeyText read() throws IOException {
        return new PrivateKeyText(file == null ? content.clone() : read(file));
    }

    private static char[] read(Path file) throws IOException {
        try {
            if (Files.isDirectory(file)) {
                throw new IOException("is a folder");
            }
            if (Files.size(file) > LARGEST) {
                throw new IOException("is too large for a key");
            }
            char[] text = PrivateKeyText.chars(Files.readAllBytes(file));
            // Before its permissions: those of a public key are right.
            NotAKey.refuse(text);
            refuseIfOpenToOthers(file);
            return text;
        } catch (NoSuchFileException e) {
            throw new IOException("does not exist", e);
        } catch (AccessDeniedException e) {
            throw new IOException("may not be read by this user", e);
        }
    }

    /** As ssh(1) does (sshkey_perm_ok in authfile.c): others' files are their own affair. */
    private static void refuseIfOpenToOthers(Path file) throws IOException {
        try {
            boolean own = !Files.isDirectory(Path.of("/proc/self"))
                    || Files.getAttribute(file, "unix:uid")
                            .equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
            Set<PosixFilePermission> open = EnumSet.copyOf(OF_OTHERS);
            open.retainAll(Files.getPosixFilePermissions(file));
            if (own && !open.isEmpty()) {
                throw new IOException("can be read by others and is not used therefore; close it: chmod 600 " + file);
            }
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            // A system without such permissions.
        }
    }

    /** Returns the public key that stands beside a private one in FILE.pub. */
    Optional<HostKey> publicKey() {
        return file == null ? Optional.empty() : publicKey(Path.of(file + ".pub"));
    }

    /** Returns the certificate that stands beside a key in FILE-cert.pub. */
    List<HostKey> certificates() {
        return file == null
                ? List.of()
                : publicKey(Path.of(file + "-cert.pub")).stream()
                        .filter(HostKey::isCertificate)
                        .toList();
    }

    /** Reads files that hold certificates; those that do not are passed over, as by ssh(1). */
    static List<HostKey> certificates(List<Path> files) {
        List<HostKey> certificates = new ArrayList<>();
        for (Path file : files) {
            publicKey(file).filter(HostKey::isCertificate).ifPresent(certificates::add);
        }
        return certificates;
    }

    private static Optional<HostKey> publicKey(Path file) {
        try {
            List<String> fields = Arrays.asList(
                    Files.readString(file, StandardCharsets.ISO_8859_1).strip().split("\\s+", -1));
            return fields.size() < 2 ? Optional.empty() : HostKey.parse(fields.get(0), fields.get(1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeySource source && name.equals(source.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
