package io.github.deployctl.common.protocol;

import java.util.List;

/** These variables are kept for the app, by name. */
public record SecretsReport(List<SecretStatus> secrets) implements Reply.OfSecrets {
    public SecretsReport {
        secrets = List.copyOf(secrets);
    }
}
