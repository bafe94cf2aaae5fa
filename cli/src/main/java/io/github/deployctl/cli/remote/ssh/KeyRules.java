package io.github.deployctl.cli.remote.ssh;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which keys are shown.
 *
 * @param named key files that the command line names: no others are shown, and each must be usable
 * @param usual without named ones: the key files of the configuration, or else the usual ones, in order; those whose private or public part exists
 * @param identitiesOnly whether the ssh-agent's keys are left out that belong to none of the files (IdentitiesOnly)
 * @param certificates certificates for those keys (CertificateFile), those that exist
 * @param agentSocket of the ssh-agent, or null when there is none or it is not wanted
 */
public record KeyRules(
        List<Path> named,
        List<Path> usual,
        boolean identitiesOnly,
        List<Path> certificates,
        @Nullable Path agentSocket) {
    public KeyRules {
        named = List.copyOf(named);
        usual = List.copyOf(usual);
        certificates = List.copyOf(certificates);
    }
}
