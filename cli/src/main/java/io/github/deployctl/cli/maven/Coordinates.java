package io.github.deployctl.cli.maven;

import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.Quoted;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One file of a Maven repository: {@code GROUP:ARTIFACT[:EXT[:CLASSIFIER]]:VERSION}. The version is an exact release: what is deployed today is what is deployed
 * tomorrow, which is not so with a snapshot or a range.
 *
 * @param classifier empty where there is none
 * @param checksum that it must have, or null where what the repository says is believed
 */
public record Coordinates(
        String group,
        String artifact,
        String extension,
        String classifier,
        String version,
        @Nullable Checksum checksum) {
    private static final String FORM = "GROUP:ARTIFACT[:EXT[:CLASSIFIER]]:VERSION";
    private static final String MARK = "#sha256=";
    /** What stands in paths: no separator, no dot alone. */
    private static final Pattern PART = Pattern.compile("(?!\\.)[A-Za-z0-9._+-]{1,200}(?<!\\.)");

    private static final Pattern VERSION = Pattern.compile("\\d[A-Za-z0-9._+-]{0,199}|[A-Za-z][A-Za-z0-9._+-]{0,199}");
    private static final Pattern NO_RELEASE = Pattern.compile("(?i)LATEST|RELEASE|.*-SNAPSHOT");

    /** Returns whether coordinates are meant by it, and no URL, which has a slash. */
    public static boolean areMeant(String text) {
        return text.indexOf(':') > 0 && text.indexOf('/') < 0;
    }

    /**
     * Reads them; {@code #sha256=HEX} may follow.
     *
     * @throws IllegalArgumentException with a message for the user, when it is not that
     */
    public static Coordinates parse(String text) {
        int mark = text.indexOf('#');
        Checksum checksum = mark < 0 ? null : checksum(text.substring(mark));
        String[] parts = (mark < 0 ? text : text.substring(0, mark)).split(":", -1);
        if (parts.length < 3 || parts.length > 5) {
            throw new IllegalArgumentException(Quoted.of(text) + " is not " + FORM);
        }
        String version = parts[parts.length - 1];
        refuseWhatIsNoRelease(version);
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException(Quoted.of(version) + " is no version");
        }
        for (String part : List.of(parts)) {
            if (!PART.matcher(part).matches() || part.contains("..")) {
                throw new IllegalArgumentException(Quoted.of(part) + " cannot stand in " + FORM);
            }
        }
        return new Coordinates(
                parts[0],
                parts[1],
                parts.length > 3 ? parts[2] : "jar",
                parts.length > 4 ? parts[3] : "",
                version,
                checksum);
    }

    private static void refuseWhatIsNoRelease(String version) {
        if (NO_RELEASE.matcher(version).matches() || version.startsWith("[") || version.startsWith("(")) {
            throw new IllegalArgumentException(
                    Quoted.of(version) + " is not one release: name its exact version, so that all hosts get the same");
        }
    }

    private static Checksum checksum(String fragment) {
        if (!fragment.startsWith(MARK)) {
            throw new IllegalArgumentException("after the coordinates only #sha256= and its 64 hex digits are taken");
        }
        return new Checksum(fragment.substring(MARK.length()).toLowerCase(Locale.ROOT));
    }

    /** Returns where it lies in a repository, in Maven's default layout. */
    String path() {
        String tail = classifier.isEmpty() ? "" : "-" + classifier;
        return group.replace('.', '/') + "/" + artifact + "/" + version + "/" + artifact + "-" + version + tail + "."
                + extension;
    }

    /** Without the checksum. */
    @Override
    public String toString() {
        boolean plain = classifier.isEmpty() && extension.equals("jar");
        return group + ":" + artifact + (plain ? "" : ":" + extension) + (classifier.isEmpty() ? "" : ":" + classifier)
                + ":" + version;
    }
}
