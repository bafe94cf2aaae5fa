package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.hostkey.HostKey;
import io.github.deployctl.cli.remote.hostkey.KnownHosts;
import io.github.deployctl.cli.remote.hostkey.Verdict;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer.PlainBuffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;
import org.jspecify.annotations.Nullable;

/** Asks the known_hosts files about the key that a host shows, and keeps the reason of a refusal. One per connection; called by sshj's reader thread. */
final class HostKeyCheck implements HostKeyVerifier {
    private final KnownHosts knownHosts;
    private final HostAddress host;
    private volatile @Nullable Failure refusal;

    HostKeyCheck(KnownHosts knownHosts, HostAddress host) {
        this.knownHosts = knownHosts;
        this.host = host;
    }

    /** Returns why the key was refused, if it was. */
    Optional<Failure> refusal() {
        return Optional.ofNullable(refusal);
    }

    @Override
    public boolean verify(String hostname, int port, PublicKey shown) {
        HostKey key = HostKey.of(
                KeyType.fromKey(shown).toString(),
                new PlainBuffer().putPublicKey(shown).getCompactData());
        Verdict verdict = knownHosts.judge(host, key);
        refusal = failure(verdict, key);
        return verdict instanceof Verdict.Known;
    }

    @Override
    public List<String> findExistingAlgorithms(String hostname, int port) {
        return Algorithms.showing(knownHosts.typesOf(host));
    }

    private @Nullable Failure failure(Verdict verdict, HostKey key) {
        if (verdict instanceof Verdict.Changed changed) {
            return refused(host.label() + " shows another " + key.type() + " key than the known one: shown "
                            + key.fingerprint() + ", known "
                            + changed.expected().fingerprint() + " ("
                            + changed.place() + "); somebody may stand in between")
                    .hint("ask the host's owner whether its key was changed; only then: ssh-keygen -R '" + entryName()
                            + "' -f " + fileOf(changed.place()));
        }
        if (verdict instanceof Verdict.Revoked revoked) {
            return refused(host.label() + " shows the " + key.type() + " key " + key.fingerprint()
                            + ", which is revoked (" + revoked.place() + ")")
                    .hint("ask the host's owner for its new key");
        }
        if (verdict instanceof Verdict.Unknown) {
            return refused("the " + key.type() + " key of " + host.label() + " is not known: shown " + key.fingerprint()
                            + ", looked for in " + files())
                    .hint("compare the fingerprint with the host's owner, then add the key: " + ssh());
        }
        return null;
    }

    private static Failure refused(String why) {
        return Failure.of(FailureCode.AUTH_REFUSED, "host key refused: " + why).serving("nothing was changed");
    }

    private String files() {
        return String.join(", ", knownHosts.files().stream().map(Path::toString).toList());
    }

    private String entryName() {
        return host.port() == HostAddress.SSH_PORT ? host.host() : "[" + host.host() + "]:" + host.port();
    }

    /** ssh(1) shows the fingerprint and asks before it adds a key to the first file. */
    private String ssh() {
        String port = host.port() == HostAddress.SSH_PORT ? "" : "-p " + host.port() + " ";
        String file = knownHosts.files().isEmpty()
                ? ""
                : "-o UserKnownHostsFile=" + knownHosts.files().get(0) + " ";
        return "ssh " + file + port + host.host();
    }

    private static String fileOf(String place) {
        return place.substring(0, place.lastIndexOf(':'));
    }
}
