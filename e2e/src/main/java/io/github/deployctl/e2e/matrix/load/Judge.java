package io.github.deployctl.e2e.matrix.load;

import io.github.deployctl.cli.demo.load.Loss;
import io.github.deployctl.cli.demo.load.LossException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows the one right answer to each request of an app. Immutable. */
public final class Judge {
    private static final Pattern PID = Pattern.compile("(\\d{1,10})\n");
    private static final Pattern PID_DONE = Pattern.compile("(\\d{1,10}) done\n");

    private final @Nullable String fixed;

    private Judge(@Nullable String fixed) {
        this.fixed = fixed;
    }

    /** For an app that says its process id. */
    public static Judge ofPids() {
        return new Judge(null);
    }

    /** For an app that cannot: it must answer {@link Ask#FAST} and {@link Ask#SLOW} with {@code body}, always. */
    public static Judge of(String body) {
        return new Judge(body);
    }

    /**
     * Returns the process id in {@code body}, or 0 where it holds none.
     *
     * @throws LossException when that is not what the request must get
     */
    public long pid(Ask ask, String body) throws LossException {
        if (ask == Ask.ECHO || fixed != null) {
            String expected = ask == Ask.ECHO ? Asker.ECHO : fixed;
            if (!body.equals(expected)) {
                throw wrong(body);
            }
            return 0;
        }
        Matcher matcher = (ask == Ask.FAST ? PID : PID_DONE).matcher(body);
        if (!matcher.matches()) {
            throw wrong(body);
        }
        return Long.parseLong(matcher.group(1));
    }

    private static LossException wrong(String body) {
        String clean = body.replaceAll("[^\\x20-\\x7e]", "?");
        return new LossException(
                Loss.WRONG_BODY,
                "a body of " + body.length() + " characters: " + clean.substring(0, Math.min(clean.length(), 60)));
    }
}
