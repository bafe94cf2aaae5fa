package io.github.deployctl.agent.state;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.json.Json;
import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A release that was left because it failed, or because somebody rolled back from it.
 *
 * @param content tells its artifact and declaration, whatever it is called; see {@link #content}
 * @param by who left it: {@code agent} for one that has failed in its probation
 */
public record BadRelease(ReleaseId release, String content, String reason, Instant at, String by) {
    /** As in the history: nobody asked for it. */
    public static final String AGENT = "agent";

    public BadRelease {
        requireNonNull(release, "release");
        requireNonNull(content, "content");
        requireNonNull(reason, "reason");
        requireNonNull(at, "at");
        requireNonNull(by, "by");
    }

    /** Returns the same text for the same artifact with the same declaration, and for nothing else. */
    public static String content(Checksum artifact, Declaration declaration) {
        byte[] text = Json.write(declaration).getBytes(StandardCharsets.UTF_8);
        try {
            return artifact.hex() + "-"
                    + Checksum.of(new ByteArrayInputStream(text)).hex();
        } catch (IOException e) {
            throw new UncheckedIOException("nothing was read", e);
        }
    }

    /** Returns it as a sentence says it. */
    public String describe() {
        return "marked bad at " + at + ": " + reason;
    }
}
