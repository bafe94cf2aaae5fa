package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.hostkey.HostKey;
import java.util.Locale;

/** Shows a person a host key that is not known, and has the person decide. */
final class HostKeyQuestion {
    private final Person person;
    private final Destination to;
    private final HostAddress known;

    HostKeyQuestion(Person person, Destination to, HostAddress known) {
        this.person = person;
        this.to = to;
        this.known = known;
    }

    /** Returns whether the answer is yes, or the key's fingerprint; just Return is a no. */
    boolean isAnsweredYes(HostKey key) {
        String fingerprint = key.fingerprint();
        String alias = known.host().equals(to.at().name()) ? "" : " (in known_hosts: " + known.host() + ")";
        String question = to.host().label() + alias + " is not known. Its " + key.type()
                + " key has the fingerprint\n  " + fingerprint
                + "\nIs it the one that its owner named? Connect and remember it (yes/no/the fingerprint)? ";
        String answer = person.ask(question);
        while (true) {
            String plain = answer.toLowerCase(Locale.ROOT);
            if (plain.isEmpty() || plain.equals("no")) {
                return false;
            }
            if (plain.equals("yes") || answer.equals(fingerprint)) {
                return true;
            }
            answer = person.ask("Please type yes, no or the fingerprint: ");
        }
    }
}
