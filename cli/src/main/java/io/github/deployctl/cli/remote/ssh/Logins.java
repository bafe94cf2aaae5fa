package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.remote.hostkey.HostKey;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.Quoted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import org.jspecify.annotations.Nullable;

/**
 * The keys that one login will try, in order: those that are named, by the command line or the environment; or, when none is named, the ssh-agent's and then
 * the usual files. Of each key the certificates come first, as in ssh(1). A locked key is shown to the host too; only when the host would take it is somebody
 * asked, after the connection.
 */
final class Logins {
    private final KeyRing ring;
    private final @Nullable SshAgent agent;
    private final List<SshAgent.Identity> held;
    private final List<HostKey> certificates;
    private final List<KeyLogin> methods = new ArrayList<>();
    private final Set<HostKey> shown = new LinkedHashSet<>();
    private final List<String> tried = new ArrayList<>();
    private final List<String> unusable = new ArrayList<>();
    private final Set<KeySource> wanted = new LinkedHashSet<>();
    private final AtomicInteger offered = new AtomicInteger();

    private Logins(KeyRules rules, KeyRing ring, @Nullable SshAgent agent) {
        this.ring = ring;
        this.agent = agent;
        this.held = identities(agent);
        this.certificates = KeySource.certificates(rules.certificates());
    }

    /**
     * Collects the keys.
     *
     * @throws FailureException ({@code AUTH_REFUSED}) when a named key cannot be used, or there is no key at all
     */
    static Logins of(KeyRules rules, KeyRing ring, @Nullable SshAgent agent) throws FailureException {
        Logins logins = new Logins(rules, ring, agent);
        List<KeySource> named = Stream.concat(
                        rules.named().stream().map(KeySource::file), ring.fromEnvironment().stream())
                .toList();
        if (named.isEmpty()) {
            List<KeySource> usual = rules.usual().stream().map(KeySource::file).toList();
            logins.addHeld(rules.identitiesOnly() ? usual : List.of(), rules.identitiesOnly());
            usual.forEach(logins::add);
        } else {
            named.forEach(logins::add);
        }
        if ((logins.methods.isEmpty() && logins.wanted.isEmpty()) || (!named.isEmpty() && !logins.unusable.isEmpty())) {
            throw logins.noKey();
        }
        return logins;
    }

    /**
     * Tries one key after the other until the host takes one.
     *
     * @throws IOException when it takes none; or when it ends the connection, whose reason would be lost if the next key were tried
     */
    void logIn(SSHClient client, String user) throws IOException {
        UserAuthException last = new UserAuthException("every key is locked");
        if (methods.size() == 1) {
            methods.get(0).signAtOnce();
        }
        for (KeyLogin method : methods) {
            try {
                client.auth(user, method);
                return;
            } catch (UserAuthException e) {
                last = e;
                if (isOver(e)) {
                    break;
                }
            }
        }
        throw last;
    }

    /** A host that refuses a key says so; whatever the transport says is its end. */
    private static boolean isOver(UserAuthException e) {
        return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                .anyMatch(TransportException.class::isInstance);
    }

    /** Returns what was tried and what was passed over, for the message when no key is taken. */
    String summary() {
        String keys = tried.size() + (tried.size() == 1 ? " key was" : " keys were") + " offered: "
                + String.join(", ", tried);
        return unusable.isEmpty() ? keys : keys + "; not usable: " + String.join("; ", unusable);
    }

    /** Returns how many keys the host was asked about. */
    int offered() {
        return offered.get();
    }

    /** Returns the keys that would have been taken, had they been unlocked. */
    List<KeySource> wanted() {
        return List.copyOf(wanted);
    }

    /** Has the keys unlocked that would have been taken; returns whether one was. Takes as long as a person likes. */
    boolean isUnlocked() {
        return wanted.stream().anyMatch(ring::unlock);
    }

    private void addHeld(List<KeySource> files, boolean onlyTheirs) {
        List<HostKey> theirs =
                files.stream().flatMap(file -> publicKey(file).stream()).toList();
        held.stream()
                .filter(identity ->
                        !onlyTheirs || theirs.contains(identity.key().plain()))
                .forEach(this::addHeld);
    }

    private void addHeld(SshAgent.Identity identity) {
        if (agent != null) {
            offer(
                    identity.key(),
                    message -> agent.sign(identity, message),
                    "ssh-agent " + Quoted.of(identity.comment()));
        }
    }

    /** A key that cannot be used as it is may still be in the agent: that is what agents are for. */
    private void add(KeySource source) {
        try {
            Optional<HeldKey> key = ring.key(source);
            if (key.isPresent()) {
                offer(source, key.get().publicKey(), key.get());
                return;
            }
            if (!isHeld(source)) {
                addLocked(source);
            }
        } catch (IOException e) {
            if (!isHeld(source)) {
                unusable.add(source + " " + e.getMessage());
            }
        }
    }

    private boolean isHeld(KeySource source) {
        Optional<SshAgent.Identity> inAgent = publicKey(source)
                .flatMap(key -> held.stream()
                        .filter(identity -> identity.key().equals(key))
                        .findFirst());
        inAgent.ifPresent(identity -> {
            SshAgent own = agent;
            if (own != null) {
                offer(source, identity.key(), message -> own.sign(identity, message));
            }
        });
        return inAgent.isPresent();
    }

    private void addLocked(KeySource source) {
        Optional<HostKey> key = publicKey(source);
        if (key.isEmpty()) {
            // Nobody can ask the host about a key that nothing is known of.
            wanted.add(source);
            return;
        }
        offer(source, key.get(), message -> {
            wanted.add(source);
            throw new IOException("locked");
        });
    }

    private static Optional<HostKey> publicKey(KeySource source) {
        try (PrivateKeyText text = source.read()) {
            return text.publicKey().or(source::publicKey);
        } catch (IOException e) {
            return source.publicKey();
        }
    }

    private void offer(KeySource source, HostKey key, KeyLogin.Signer signer) {
        Stream.concat(source.certificates().stream(), certificates.stream())
                .filter(certificate -> certificate.plain().equals(key))
                .forEach(certificate -> offer(certificate, signer, source + " with its certificate"));
        offer(key, signer, source.toString());
    }

    private void offer(HostKey key, KeyLogin.Signer signer, String name) {
        if (shown.add(key)) {
            methods.add(new KeyLogin(key, signer, offered::incrementAndGet));
            tried.add(name);
        }
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
