package io.github.deployctl.common.protocol;

import io.github.deployctl.common.secret.Secret;
import java.util.List;

/** Forgets variables, from the app's next start on. Answered by {@link SecretsChanged}. */
public record UnsetSecrets(List<String> names) implements Request.OfSecrets {
    public UnsetSecrets {
        names = names.stream().map(Secret::name).distinct().toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no variable is named");
        }
    }
}
