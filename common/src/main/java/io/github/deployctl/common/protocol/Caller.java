package io.github.deployctl.common.protocol;

import io.github.deployctl.common.text.Visible;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as the client says it; the agent adds the user that the kernel names.
 *
 * @param user the person's login name
 * @param host the machine the client runs on
 * @param run the address of the CI run, or null outside CI
 */
public record Caller(String user, String host, @Nullable String run) {
    private static final int LIMIT = 300;

    public Caller {
        user = clean(user);
        host = clean(host);
        run = run == null ? null : clean(run);
    }

    @Override
    public String toString() {
        return user + "@" + host + (run == null ? "" : " (" + run + ")");
    }

    /** A claim is shown to other users, so it can hold nothing that steers a terminal, and no novel. */
    private static String clean(String claim) {
        String printable = Visible.blanked(claim);
        return printable.substring(0, Math.min(printable.length(), LIMIT));
    }
}
