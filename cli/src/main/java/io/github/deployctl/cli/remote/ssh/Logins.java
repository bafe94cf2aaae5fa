package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.Quoted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthPublickey;
import org.jspecify.annotations.Nullable;

/** The keys that one login will try, in order: the named files; or, when none is named, the ssh-agent's and then the usual files. */
final class Logins {
    private final SSHClient client;
    private final @Nullable SshAgent agent;
    private final List<SshAgent.Identity> held;
    private final List<AuthMethod> methods = new ArrayList<>();
    private final List<String> tried = new ArrayList<>();
    private final List<String> unusable = new ArrayList<>();

    private Logins(SSHClient client, @Nullable SshAgent agent) {
        this.client = client;
        this.agent = agent;
        this.held = identities(agent);
    }

    /**
     * Collects the keys.
     *
     * @throws FailureException ({@code AUTH_REFUSED}) when a named file cannot be used, or there is no key at all
     */
    static Logins of(KeyRules rules, SSHClient client, @Nullable SshAgent agent) throws FailureException {
        Logins logins = new Logins(client, agent);
        boolean named = !rules.named().isEmpty();
        if (named) {
            rules.named().forEach(logins::addFile);
        } else {
            logins.held.forEach(logins::addHeld);
            rules.usual().forEach(logins::addFile);
        }
        if (logins.methods.isEmpty() || (named && !logins.unusable.isEmpty())) {
            throw logins.noKey();
        }
        return logins;
    }

    List<AuthMethod> methods() {
        return List.copyOf(methods);
    }

    /** Returns what was tried and what was passed over, for the message when no key is taken. */
    String summary() {
        String keys = tried.size() + (tried.size() == 1 ? " key was" : " keys were") + " offered: "
                + String.join(", ", tried);
        return unusable.isEmpty() ? keys : keys + "; not usable: " + String.join("; ", unusable);
    }

    private void addHeld(SshAgent.Identity identity) {
        if (agent != null) {
            methods.add(new AgentKeyLogin(agent, identity));
            tried.add("ssh-agent " + Quoted.of(identity.comment()));
        }
    }

    /** A file that cannot be used as it is may still be in the agent: that is what agents are for. */
    private void addFile(Path file) {
        try {
            KeyProvider key = KeyFile.load(client, file);
            methods.add(new AuthPublickey(key));
            tried.add(file.toString());
        } catch (IOException e) {
            Optional<SshAgent.Identity> inAgent = KeyFile.publicKey(file).flatMap(this::held);
            inAgent.ifPresentOrElse(this::addHeld, () -> unusable.add(file + " " + e.getMessage()));
        }
    }

    private Optional<SshAgent.Identity> held(String publicKey) {
        return held.stream()
                .filter(identity -> identity.base64().equals(publicKey))
                .findFirst();
    }

    private static List<SshAgent.Identity> identities(@Nullable SshAgent agent) {
        try {
            return agent == null ? List.of() : agent.identities();
        } catch (IOException e) {
            // An agent that is locked or gone is as good as none; the files are still there.
            return List.of();
        }
    }

    private FailureException noKey() {
        String why = unusable.isEmpty()
                ? "the ssh-agent holds none and there is no id_ed25519, id_ecdsa or id_rsa in ~/.ssh"
                : String.join("; ", unusable);
        return Failure.of(FailureCode.AUTH_REFUSED, "not logged in: no key to use: " + why)
                .serving("nothing was changed")
                .hint("name a private key with --identity FILE, or load one with ssh-add")
                .asException();
    }
}
