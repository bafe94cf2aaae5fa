package io.github.deployctl.agent.release;

import io.github.deployctl.common.release.Checksum;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The signatures that artifacts came with, kept as long as those, and believed no more than on the first day: whoever asks has them judged again. Any thread. */
public final class Signatures {
    private static final String SUFFIX = ".sig";
    /** A signature has some hundred bytes; what is larger was planted. */
    private static final long LARGEST = 1 << 16;

    private final Path folder;
    private final DurableFiles files;

    Signatures(Path folder, DurableFiles files) {
        this.folder = folder;
        this.files = files;
    }

    /** Keeps one, and forgets those of artifacts that are not {@code held} any more. */
    public void keep(Checksum artifact, String signature, Predicate<String> held) throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path each : all) {
                String name = String.valueOf(each.getFileName());
                if (!held.test(name.substring(0, name.length() - SUFFIX.length()))) {
                    Files.deleteIfExists(each);
                }
            }
        }
        files.replace(file(artifact), signature);
    }

    /** Returns the one that the artifact came with last, or null. */
    public @Nullable String find(Checksum artifact) {
        Path file = file(artifact);
        try {
            boolean sound = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= LARGEST;
            return sound ? Files.readString(file, StandardCharsets.ISO_8859_1) : null;
        } catch (IOException e) {
            return null;
        }
    }

    private Path file(Checksum artifact) {
        return folder.resolve(artifact.hex() + SUFFIX);
    }
}
