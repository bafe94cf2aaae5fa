package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.hostkey.HostKey;
import io.github.deployctl.cli.remote.hostkey.KnownHosts;
import io.github.deployctl.cli.remote.hostkey.NewHost;
import io.github.deployctl.cli.remote.hostkey.Verdict;
import io.github.deployctl.cli.remote.ssh.HostKeyRules.Strictness;
import io.github.deployctl.common.failure.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the key that a host shows, and keeps the reason of a refusal. Whoever has to be asked is asked when the connection is down again, so that no
 * deadline of a connection runs meanwhile; then it is opened a second time. One per connection; {@link #verify} is called by sshj's reader thread.
 */
final class HostKeyCheck implements HostKeyVerifier {
    /** Of sshj's Proposal. */
    private static final String NO_COMMON_TYPE = "settlement of HostKeyAlgorithms";

    private final Destination to;
    private final HostAddress known;
    private final Operator operator;
    private final KnownHosts knownHosts;
    private final HostKeyRefusal refusals;
    /** What it means that the host has no key of the types that it has not shown yet. */
    private final @Nullable Failure noOther;

    private volatile byte @Nullable [] shown;
    private volatile @Nullable HostKey open;
    private volatile boolean unpinned;
    private volatile @Nullable Failure refusal;

    HostKeyCheck(Destination to, Operator operator) {
        this.to = to;
        this.known = to.knownAs();
        this.operator = operator;
        this.knownHosts = KnownHosts.read(to.hostKeys().files());
        this.refusals = new HostKeyRefusal(to, knownHosts);
        Set<HostKey> strange = operator.decisions().strange(known);
        this.noOther = strange.isEmpty() ? null : refusals.notPinned(strange);
    }

    /** Has a client that is not connected yet ask for the keys that can be checked, and this check them. */
    void guard(SSHClient client) {
        Algorithms.observe(client.getTransport().getConfig(), wanted(), bytes -> shown = bytes);
        client.addHostKeyVerifier(this);
    }

    private List<String> wanted() {
        List<String> all = knownHosts.types(known).order(Algorithms.hostKeys());
        Set<HostKey> strange = operator.decisions().strange(known);
        return all.stream()
                .filter(algorithm -> strange.stream().noneMatch(key -> Algorithms.isOf(algorithm, key.plainType())))
                .toList();
    }

    /** Returns why the key was refused, if it was. */
    Optional<Failure> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** The same of a connection that ended with {@code end}: a host that has no other type of key ends the next one without showing any. Whatever else ends it is no refusal. */
    Optional<Failure> refusal(IOException end) {
        if (refusal == null && String.valueOf(end.getMessage()).contains(NO_COMMON_TYPE)) {
            refusal = noOther;
        }
        return refusal();
    }

    /** Returns type and fingerprint of the key that was shown; empty where it did not come to that, or it is none. */
    String shown() {
        byte[] bytes = shown;
        try {
            HostKey key = bytes == null ? null : HostKey.of(bytes);
            return key == null ? "" : key.type() + " " + key.fingerprint();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** The key is taken from the bytes that came with it: of a certificate, sshj has forgotten some. */
    @Override
    public boolean verify(String hostname, int port, PublicKey parsed) {
        byte[] bytes = shown;
        if (bytes == null) {
            return false;
        }
        try {
            HostKey key = HostKey.of(bytes);
            Verdict verdict = knownHosts.judge(known, key, operator.clock().instant());
            boolean taken = to.hostKeys().pinned().isEmpty() ? isTaken(key.plain(), verdict) : isPinned(key, verdict);
            refusal = taken ? null : refusal(key, verdict);
            return taken;
        } catch (IllegalArgumentException e) {
            refusal = refusals.broken(e);
            return false;
        }
    }

    private boolean isTaken(HostKey key, Verdict verdict) {
        if (verdict instanceof Verdict.Known) {
            return true;
        }
        if (!(verdict instanceof Verdict.Unknown)) {
            return false;
        }
        if (operator.decisions().isAccepted(known, key)) {
            return true;
        }
        Strictness strictness = to.hostKeys().strictness();
        if (strictness == Strictness.ACCEPT_NEW || strictness == Strictness.NO) {
            remember(key);
            return true;
        }
        if (strictness == Strictness.ASK && operator.person().isThere()) {
            open = key;
        }
        return false;
    }

    /** Fingerprints that were named stand above the files, which can only say that a key is revoked. */
    private boolean isPinned(HostKey key, Verdict verdict) {
        if (verdict instanceof Verdict.Revoked) {
            return false;
        }
        if (to.hostKeys().pinned().contains(key.fingerprint())) {
            return true;
        }
        unpinned = operator.decisions().addStrange(known, key.plain());
        return false;
    }

    private Failure refusal(HostKey key, Verdict verdict) {
        boolean revoked = verdict instanceof Verdict.Revoked;
        return to.hostKeys().pinned().isEmpty() || revoked
                ? refusals.of(verdict, key)
                : refusals.notPinned(operator.decisions().strange(known));
    }

    /** Empty: the order is set already. */
    @Override
    public List<String> findExistingAlgorithms(String hostname, int port) {
        return List.of();
    }

    /** Does what can be done about a refusal when the connection is closed; returns whether another one may do better. May take as long as a person likes. */
    boolean isWorthAnother() {
        HostKey key = open;
        if (key != null) {
            boolean confirmed = operator.decisions().isAccepted(known, key)
                    || new HostKeyQuestion(operator.person(), to, known).isAnsweredYes(key);
            if (confirmed) {
                remember(key);
            }
            return confirmed;
        }
        // A host has several keys and shows one; the next connection asks for the others.
        return unpinned && !wanted().isEmpty();
    }

    private void remember(HostKey key) {
        operator.decisions().accept(known, key);
        String what =
                key.type() + " key " + key.fingerprint() + " of " + to.host().label();
        if (to.hostKeys().userFiles().isEmpty()) {
            operator.person().tell("the " + what + " was not known; it is taken this once");
            return;
        }
        Path file = to.hostKeys().userFiles().get(0);
        try {
            new NewHost(known, key, to.hostKeys().hashNew()).appendTo(file);
            operator.person().tell("the " + what + " was not known; it is taken, and added to " + file);
        } catch (IOException | UnsupportedOperationException e) {
            operator.person()
                    .tell("the " + what + " was not known; it is taken this once, but could not be added to " + file
                            + ": " + e.getMessage());
        }
    }
}
