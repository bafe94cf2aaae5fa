package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import java.util.stream.Collectors;

/** Words for a login that was refused: the host, the user, the keys. */
record LoginRefusal(String host, String user, Logins logins) {
    /** @param tooMany whether the host ended the login because of the number of keys */
    Failure because(boolean tooMany) {
        if (!logins.wanted().isEmpty()) {
            String keys = logins.wanted().stream().map(KeySource::toString).collect(Collectors.joining(", "));
            return refused(keys + " would do for user " + user + ", but is encrypted and was not unlocked")
                    .hint("give the passphrase, or load the key into the ssh-agent: ssh-add "
                            + logins.wanted().get(0));
        }
        if (tooMany) {
            return refused("too many authentication failures: " + host + " ended the login of user " + user + " after "
                            + logins.offered() + " of its keys (" + logins.summary()
                            + "); sshd counts each, up to MaxAuthTries")
                    .hint(
                            "name the right key with --identity FILE, or set IdentitiesOnly yes and IdentityFile for this host"
                                    + " in ~/.ssh/config");
        }
        return refused(host + " refused every key for user " + user + " (publickey; " + logins.summary() + ")")
                .hint("add the public key to the authorized_keys of " + user + " on " + host
                        + ", or name another key with --identity");
    }

    private static Failure refused(String why) {
        return Failure.of(FailureCode.AUTH_REFUSED, "not logged in: " + why);
    }
}
