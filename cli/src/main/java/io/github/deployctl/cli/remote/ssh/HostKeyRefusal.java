package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.hostkey.HostKey;
import io.github.deployctl.cli.remote.hostkey.KnownHosts;
import io.github.deployctl.cli.remote.hostkey.Verdict;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Words for a host key that is not taken: the host, the key's type, the fingerprints, the file, and what to do. */
final class HostKeyRefusal {
    private final Destination to;
    private final HostAddress known;
    private final String host;
    private final KnownHosts knownHosts;

    HostKeyRefusal(Destination to, KnownHosts knownHosts) {
        this.to = to;
        this.known = to.knownAs();
        this.host = to.host().label();
        this.knownHosts = knownHosts;
    }

    Failure of(Verdict verdict, HostKey shown) {
        HostKey key = shown.plain();
        if (verdict instanceof Verdict.Changed changed) {
            return changed(changed, key);
        }
        if (verdict instanceof Verdict.Revoked revoked) {
            return refused(host + " shows the " + shown.type() + " key " + key.fingerprint() + ", which is revoked ("
                            + revoked.place() + ")")
                    .hint("ask the host's owner for its new key");
        }
        String certificate = verdict instanceof Verdict.Unknown unknown ? complaint(unknown.certificate()) : "";
        String files = knownHosts.looked().isEmpty() ? "no file" : String.join(", ", knownHosts.looked());
        return refused("the " + key.type() + " key of " + host + " is not known: shown " + key.fingerprint()
                        + certificate + ", looked for in " + files)
                .hint("compare the fingerprint with the host's owner, then add the key: " + ssh()
                        + "; where nobody can answer: --host-key-fingerprint " + key.fingerprint());
    }

    private Failure changed(Verdict.Changed changed, HostKey key) {
        HostKey expected = changed.expected();
        String which =
                expected.type().equals(key.type()) ? "another " + key.type() + " key" : "an " + key.type() + " key";
        return refused(host + " shows " + which + " than the known one: shown " + key.fingerprint() + ", known "
                        + (expected.type().equals(key.type()) ? "" : expected.type() + " ") + expected.fingerprint()
                        + " (" + changed.place() + ")" + complaint(changed.certificate())
                        + "; somebody may stand in between")
                .hint("ask the host's owner whether its key was changed; only then: ssh-keygen -R '" + entryName()
                        + "' -f " + fileOf(changed.place()));
    }

    /** @param strange all keys that the host has shown */
    Failure notPinned(Collection<HostKey> strange) {
        String shown = strange.stream()
                .map(key -> key.type() + " " + key.fingerprint())
                .sorted()
                .collect(Collectors.joining(", "));
        return refused(host + " has no key with the fingerprint "
                        + String.join(" or ", to.hostKeys().pinned()) + ": shown " + shown)
                .hint("ask the host's owner for its fingerprints: ssh-keygen -l -f /etc/ssh/ssh_host_ed25519_key.pub");
    }

    Failure broken(IllegalArgumentException why) {
        return refused(host + " shows something that is no key: " + why.getMessage());
    }

    private static Failure refused(String why) {
        return Failure.of(FailureCode.AUTH_REFUSED, "host key refused: " + why).serving("nothing was changed");
    }

    private static String complaint(@Nullable String certificate) {
        return certificate == null ? "" : ", and its certificate was not taken: " + certificate;
    }

    private String entryName() {
        return known.port() == HostAddress.SSH_PORT ? known.host() : "[" + known.host() + "]:" + known.port();
    }

    /** ssh(1) shows the fingerprint and asks before it adds a key to the first file. */
    private String ssh() {
        String port =
                to.at().port() == HostAddress.SSH_PORT ? "" : "-p " + to.at().port() + " ";
        String file = to.hostKeys().userFiles().isEmpty()
                ? ""
                : "-o UserKnownHostsFile=" + to.hostKeys().userFiles().get(0) + " ";
        return "ssh " + file + port + to.host().host();
    }

    private static String fileOf(String place) {
        return place.substring(0, place.lastIndexOf(':'));
    }
}
