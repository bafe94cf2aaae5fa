package io.github.deployctl.cli.terminal;

import io.github.deployctl.cli.text.FileTrouble;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.text.Visible;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file for whoever looks for a fault: what was done, said and answered, each line with its time. Only its owner can read it, and what may be secret is not
 * in it: what an app printed, what a URL has behind its question mark, the bytes and the members of requests. Thread-safe.
 */
public final class DebugLog implements AutoCloseable {
    /** Keeps nothing. */
    public static final DebugLog NONE = new DebugLog(null, InstantSource.system(), text -> text);

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<OpenOption> ANEW = Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING,
            // Of whoever may write to the folder a link could be.
            LinkOption.NOFOLLOW_LINKS);
    /** User and password of a URL, and its query. */
    private static final Pattern PRIVATE = Pattern.compile("(?<=://)[^/@\\s]*(?=@)|(?<=\\?)[^\\s\"]+");

    private final @Nullable PrintStream file;
    private final InstantSource clock;
    private final UnaryOperator<String> mask;

    private DebugLog(@Nullable PrintStream file, InstantSource clock, UnaryOperator<String> mask) {
        this.file = file;
        this.clock = clock;
        this.mask = mask;
    }

    /**
     * Begins a file, in the place of one that is there.
     *
     * @param mask each text goes through it first
     * @throws FailureException {@code USAGE} when it cannot be written
     */
    public static DebugLog open(Path path, InstantSource clock, UnaryOperator<String> mask) throws FailureException {
        FileAttribute<Set<PosixFilePermission>> attribute = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
        try {
            PrintStream file = new PrintStream(
                    Channels.newOutputStream(Files.newByteChannel(path, ANEW, attribute)),
                    true,
                    StandardCharsets.UTF_8);
            // One that was there has kept its own.
            Files.setPosixFilePermissions(path, OWNER_ONLY);
            return new DebugLog(file, clock, mask);
        } catch (IOException | UnsupportedOperationException e) {
            String reason = e instanceof IOException known ? FileTrouble.of(known) : "its folder keeps no permissions";
            throw Failure.of(FailureCode.USAGE, "--debug-log " + path + " cannot be written: " + reason)
                    .asException();
        }
    }

    /** Returns whether anything is kept. */
    public boolean isKept() {
        return file != null;
    }

    /** Keeps {@code text}, each line of it with the time. */
    public synchronized void add(String text) {
        if (file == null) {
            return;
        }
        String at = clock.instant().toString();
        PRIVATE.matcher(mask.apply(text))
                .replaceAll("...")
                .lines()
                .forEach(line -> file.println(at + "  " + Visible.of(line)));
    }

    @Override
    public synchronized void close() {
        if (file != null) {
            file.close();
        }
    }
}
