package io.github.deployctl.common.release;

import java.util.regex.Pattern;

/**
 * The name of a release, the same on every host: {@code <version>-<sha8>}. It is a folder name too, so no separator, no leading dot and no {@code ..}
 * can be in it.
 */
public record ReleaseId(String value) {
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}");
    private static final Pattern NOT_IN_AN_ID = Pattern.compile("[^A-Za-z0-9._+-]+");
    private static final int VERSION_LIMIT = 60;

    public ReleaseId {
        if (!VALID.matcher(value).matches() || value.contains("..")) {
            throw new IllegalArgumentException("release id " + Quoted.of(value) + " is not a valid name");
        }
    }

    /** Names the release of {@code artifact}; characters of {@code version} that an id cannot hold become hyphens. */
    public static ReleaseId of(String version, Checksum artifact) {
        String clean = NOT_IN_AN_ID
                .matcher(version)
                .replaceAll("-")
                .replaceAll("\\.{2,}", ".")
                .replaceAll("^[._+-]+", "");
        String kept = clean.substring(0, Math.min(clean.length(), VERSION_LIMIT));
        return new ReleaseId((kept.isEmpty() ? "release" : kept) + "-" + artifact.abbreviated());
    }

    @Override
    public String toString() {
        return value;
    }
}
