package io.github.deployctl.cli.remote.ssh;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which host keys are trusted.
 *
 * @param userFiles known_hosts files of the user; a new key is added to the first
 * @param globalFiles known_hosts files of the machine
 * @param alias the name that stands in those files instead of the host's own (HostKeyAlias), or null
 * @param hashNew whether the name is hashed when a key is added (HashKnownHosts)
 * @param pinned fingerprints that alone are trusted, {@code SHA256:...}; empty means the files decide
 */
public record HostKeyRules(
        List<Path> userFiles,
        List<Path> globalFiles,
        @Nullable String alias,
        Strictness strictness,
        boolean hashNew,
        List<String> pinned) {
    /** What becomes of a key that no file knows (StrictHostKeyChecking). */
    public enum Strictness {
        /** Refused. */
        YES,
        /** Shown to a person, who decides; refused where there is none. */
        ASK,
        /** Taken and added; a changed one is refused. */
        ACCEPT_NEW,
        /** Taken and added; OpenSSH goes on with a changed one too. */
        NO
    }

    public HostKeyRules {
        userFiles = List.copyOf(userFiles);
        globalFiles = List.copyOf(globalFiles);
        requireNonNull(strictness, "strictness");
        pinned = List.copyOf(pinned);
    }

    /** Returns the same rules for keys with these fingerprints alone. */
    HostKeyRules pinnedTo(List<String> fingerprints) {
        return new HostKeyRules(userFiles, globalFiles, alias, strictness, hashNew, fingerprints);
    }

    /** Returns all files, the user's first. */
    public List<Path> files() {
        return Stream.concat(userFiles.stream(), globalFiles.stream()).toList();
    }
}
