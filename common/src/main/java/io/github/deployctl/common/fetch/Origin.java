package io.github.deployctl.common.fetch;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.Quoted;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an artifact lies and what it must be: an {@code https} URL, and its SHA-256. Plain {@code http} is for this machine's own loopback, where nobody listens on
 * the way.
 *
 * @param uri without a fragment
 */
public record Origin(URI uri, Checksum checksum) {
    private static final String MARK = "#sha256=";
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    private static final Pattern VERSION = Pattern.compile("-(\\d[\\w.+-]*)\\.\\w+$");

    /** The longest URL that is taken. */
    private static final int LONGEST = 8_000;

    public Origin {
        requireNonNull(checksum, "checksum");
        if (!isAllowed(uri)) {
            throw new IllegalArgumentException(Quoted.of(shown(uri.toString()))
                    + " is no https:// URL (http:// is for 127.0.0.1, [::1] and localhost)");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a URL with a user or a password in it is not taken: it would be shown");
        }
    }

    /**
     * Reads {@code https://HOST/PATH#sha256=HEX}.
     *
     * @throws IllegalArgumentException with a message for the user, when it is not that
     */
    public static Origin parse(String text) {
        int mark = text.lastIndexOf(MARK);
        if (mark < 0) {
            throw new IllegalArgumentException(
                    Quoted.of(shown(text)) + " names no checksum; append #sha256= and its 64 hex digits");
        }
        return of(
                text.substring(0, mark),
                new Checksum(text.substring(mark + MARK.length()).toLowerCase(Locale.ROOT)));
    }

    /** Does so with the checksum known already. */
    public static Origin of(String url, Checksum checksum) {
        if (url.length() > LONGEST) {
            throw new IllegalArgumentException("a URL of " + url.length() + " characters is too long");
        }
        try {
            return new Origin(new URI(url), checksum);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(Quoted.of(shown(url)) + " is no URL: " + e.getReason());
        }
    }

    /** Returns where a redirect leads, or nothing when that may not be followed: away from https, or to another scheme. */
    static Optional<URI> redirect(URI from, @Nullable String location) {
        if (location == null) {
            return Optional.empty();
        }
        try {
            URI to = from.resolve(new URI(location));
            boolean weaker = "https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme());
            return weaker || !isAllowed(to) ? Optional.empty() : Optional.of(to);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A signed URL has its secret in the query; what is refused is named without it. */
    private static String shown(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    /** Returns whether it may be asked: by https, or this machine itself by http. */
    public static boolean isAllowed(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        if (host == null) {
            return false;
        }
        return scheme.equals("https") || isLoopback(scheme, host);
    }

    private static boolean isLoopback(String scheme, String host) {
        return scheme.equals("http")
                && LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    /** Returns the last part of the path, as the name of a file. */
    public String fileName() {
        String path = String.valueOf(uri.getPath());
        String name = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._+-]", "_");
        return name.isEmpty() || name.startsWith(".") ? "artifact.jar" : name;
    }

    /** Returns the version in {@code shop-1.4.2.jar}. */
    public Optional<String> version() {
        Matcher version = VERSION.matcher(fileName());
        return version.find() ? Optional.of(version.group(1)) : Optional.empty();
    }

    /** Without what may be a secret: signed URLs have it in their query. */
    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
