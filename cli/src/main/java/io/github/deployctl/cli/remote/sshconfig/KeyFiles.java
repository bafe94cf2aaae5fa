package io.github.deployctl.cli.remote.sshconfig;

import io.github.deployctl.cli.remote.ssh.KeyRules;
import io.github.deployctl.common.failure.FailureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which keys the configuration means: files, certificates, the agent. */
record KeyFiles(Answer answer, Tokens tokens, Here here) {
    private static final List<String> USUAL = List.of("id_ed25519", "id_ecdsa", "id_rsa");
    /** What OpenSSH prints where none is set, each a few of these. */
    private static final Set<String> PRINTED_WHEN_UNSET = Set.of(
            "~/.ssh/id_rsa",
            "~/.ssh/id_dsa",
            "~/.ssh/id_ecdsa",
            "~/.ssh/id_ecdsa_sk",
            "~/.ssh/id_ed25519",
            "~/.ssh/id_ed25519_sk",
            "~/.ssh/id_xmss");

    /** Returns whether the configuration itself names key files. */
    boolean areNamed() {
        List<String> files = answer.all("identityfile");
        return !files.isEmpty() && !(files.size() > 2 && PRINTED_WHEN_UNSET.containsAll(files));
    }

    KeyRules rules(List<Path> named) throws FailureException {
        List<Path> files = areNamed()
                ? expanded("identityfile")
                : USUAL.stream().map(here.ssh()::resolve).toList();
        return new KeyRules(
                named,
                files.stream().filter(KeyFiles::isThere).toList(),
                answer.is("identitiesonly", "yes"),
                expanded("certificatefile").stream().filter(Files::exists).toList(),
                agentSocket());
    }

    /** The private part may be in the ssh-agent alone. */
    private static boolean isThere(Path file) {
        return Files.exists(file) || Files.exists(Path.of(file + ".pub"));
    }

    private List<Path> expanded(String keyword) throws FailureException {
        List<Path> files = new ArrayList<>();
        for (String written : answer.all(keyword)) {
            if (!written.equalsIgnoreCase("none")) {
                files.add(here.folder().resolve(tokens.expand(keyword, written)));
            }
        }
        return files;
    }

    private @Nullable Path agentSocket() {
        String agent = answer.one("identityagent").orElse("SSH_AUTH_SOCK");
        if (agent.equalsIgnoreCase("none")) {
            return null;
        }
        if (agent.equals("SSH_AUTH_SOCK") || agent.startsWith("$")) {
            return variable(agent.replaceFirst("^\\$", ""));
        }
        return here.folder().resolve(agent.startsWith("~/") ? here.home() + agent.substring(1) : agent);
    }

    private @Nullable Path variable(String name) {
        return Optional.ofNullable(here.environment().get(name))
                .filter(value -> !value.isEmpty() && value.indexOf('\0') < 0)
                .map(here.folder()::resolve)
                .orElse(null);
    }
}
