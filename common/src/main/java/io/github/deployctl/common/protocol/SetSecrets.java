package io.github.deployctl.common.protocol;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.secret.Secret;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Keeps variables for the app's environment, from its next start on. All or none. Answered by {@link SecretsChanged}.
 *
 * @param revision drawn by the client, the same for all hosts: eight hexadecimal digits
 */
public record SetSecrets(List<Secret> secrets, String revision) implements Request.OfSecrets {
    private static final Pattern REVISION = Pattern.compile("[0-9a-f]{8}");

    public SetSecrets {
        secrets = List.copyOf(secrets);
        requireNonNull(revision, "revision");
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("no variable is named");
        }
        if (secrets.stream().mapToLong(secret -> secret.content().length()).sum() > Secret.MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "the values have more than " + (Secret.MOST_BYTES >> 10) + " KiB together");
        }
        if (secrets.stream().map(Secret::name).distinct().count() < secrets.size()) {
            throw new IllegalArgumentException("a variable is named twice");
        }
        if (!REVISION.matcher(revision).matches()) {
            throw new IllegalArgumentException("a revision has eight hexadecimal digits");
        }
    }
}
