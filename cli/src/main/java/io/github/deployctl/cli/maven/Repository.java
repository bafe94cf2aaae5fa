package io.github.deployctl.cli.maven;

import io.github.deployctl.common.fetch.Origin;
import io.github.deployctl.common.release.Quoted;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Maven repository.
 *
 * @param id by which {@code settings.xml} knows its mirrors and credentials
 */
public record Repository(String id, URI uri) {
    /** Where what is not named otherwise comes from. */
    public static final Repository CENTRAL =
            new Repository("central", URI.create("https://repo.maven.apache.org/maven2"));

    private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9._-]{1,100})=(.*)");

    public Repository {
        if (!Origin.isAllowed(uri)) {
            throw new IllegalArgumentException(Quoted.of(uri.getScheme() + "://" + uri.getRawAuthority())
                    + " is no https:// URL (http:// is for 127.0.0.1, [::1] and localhost)");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "a URL with a user or a password in it is not taken: it would be shown; put them into settings.xml as a server");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("a repository's URL has no ? and no #");
        }
    }

    /**
     * Reads {@code [ID=]URL}. Without an id, one is made of the host's name and the port.
     *
     * @throws IllegalArgumentException with a message for the user, when it is not that
     */
    public static Repository parse(String text) {
        Matcher named = NAMED.matcher(text);
        boolean hasId = named.matches();
        URI uri = uri(hasId ? named.group(2) : text);
        return new Repository(hasId ? named.group(1) : id(uri), uri);
    }

    /** Does so where the id is known. */
    static Repository of(String id, String url) {
        return new Repository(id, uri(url));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the repository's URL is none: " + e.getReason());
        }
    }

    private static String id(URI uri) {
        return String.valueOf(uri.getRawAuthority()).replaceAll("[^A-Za-z0-9.]+", "-");
    }

    /** Returns the address of a file in it. */
    URI file(String path) {
        String base = uri.toString();
        return URI.create(base.endsWith("/") ? base + path : base + "/" + path);
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
