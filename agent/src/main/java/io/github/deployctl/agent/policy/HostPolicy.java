package io.github.deployctl.agent.policy;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.Quoted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The file {@code /etc/deployctl/APP.policy}: lines of a key and a value, and of {@code #}. Where there is none, everything is allowed. One that cannot be read, has
 * an unknown line, or could have been written by anybody but root allows nothing: it was meant to forbid something.
 */
public final class HostPolicy {
    private static final int ROOT = 0;
    /** Group and others, writing (inode(7)). */
    private static final int WRITABLE = 0022;

    private static final long LARGEST = 1 << 16;

    private final Path file;
    private final int owner;

    public HostPolicy(Path file) {
        this(file, ROOT);
    }

    /** One that is somebody else's than root's, for tests. */
    public HostPolicy(Path file, int owner) {
        this.file = file;
        this.owner = owner;
    }

    private enum Key {
        FROM_HOST,
        SIGNATURES,
        SIGNERS,
        PRINCIPAL
    }

    /** Makes sure that the agent may fetch artifacts itself. */
    public void requireFetching() throws FailureException {
        if ("off".equals(read().getOrDefault(Key.FROM_HOST, "on"))) {
            throw refused("the host fetches nothing itself (from-host off)")
                    .hint("push without --from-host: the artifact is then sent from here")
                    .asException();
        }
    }

    /** Returns by whom artifacts must be signed, or nothing where they need not be. */
    public Optional<Signers> signers() throws FailureException {
        Map<Key, String> read = read();
        if (!"required".equals(read.getOrDefault(Key.SIGNATURES, "optional"))) {
            return Optional.empty();
        }
        String signers = read.get(Key.SIGNERS);
        String principal = read.get(Key.PRINCIPAL);
        if (signers == null || principal == null) {
            throw refused("it requires signatures, and does not name the file of signers and the principal")
                    .hint("on the host, as root: add lines signers FILE and principal NAME to " + file)
                    .asException();
        }
        Path allowed = file.resolveSibling(signers);
        requireRoots(allowed);
        return Optional.of(new Signers(allowed, principal));
    }

    private Map<Key, String> read() throws FailureException {
        Map<Key, String> found = new EnumMap<>(Key.class);
        if (isAbsent()) {
            return found;
        }
        requireRoots(file);
        for (String line : lines()) {
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                String[] words = text.split("\\s+", 2);
                Key key = key(words);
                found.put(key, words[1]);
            }
        }
        return found;
    }

    /** A folder that may not be looked into could have one, so "there is none" must be what the system says. */
    private boolean isAbsent() throws FailureException {
        try {
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return false;
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            throw refused("it cannot be looked at: " + e.getMessage()).asException();
        }
    }

    private Key key(String... words) throws FailureException {
        for (Key key : Key.values()) {
            String name = key.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (words.length == 2 && words[0].equals(name) && isValue(key, words[1])) {
                return key;
            }
        }
        throw refused("it has a line that is not understood: " + Quoted.of(String.join(" ", words)))
                .hint("known are: from-host on|off, signatures required|optional, signers FILE, principal NAME")
                .asException();
    }

    private static boolean isValue(Key key, String value) {
        return switch (key) {
            case FROM_HOST -> List.of("on", "off").contains(value);
            case SIGNATURES -> List.of("required", "optional").contains(value);
            case SIGNERS, PRINCIPAL -> true;
        };
    }

    private List<String> lines() throws FailureException {
        try {
            if (Files.size(file) > LARGEST) {
                throw refused("it has more than 64 KiB").asException();
            }
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw refused("it cannot be read: " + e.getMessage()).asException();
        }
    }

    private void requireRoots(Path each) throws FailureException {
        try {
            Map<String, Object> attributes = Files.readAttributes(each, "unix:uid,mode");
            boolean kept = attributes.get("mode") instanceof Integer mode && (mode & WRITABLE) == 0;
            if (!kept || !Integer.valueOf(owner).equals(attributes.get("uid"))) {
                throw refused(each + " could have been written by others than root")
                        .hint("on the host: chown root " + each + " && chmod go-w " + each)
                        .asException();
            }
        } catch (IOException e) {
            throw refused(each + " cannot be looked at: " + e.getMessage()).asException();
        }
    }

    private Failure refused(String why) {
        return Failure.of(FailureCode.NOT_DEPLOYED, "nothing was deployed: the host's policy " + file + ": " + why)
                .hint("on the host, as root: mend " + file + ", then try again");
    }
}
