package io.github.deployctl.cli.command;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Fingerprints of host keys, as ssh-keygen(1) prints them. */
final class Fingerprints {
    private static final Pattern SHA256 = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");
    private static final Pattern MD5 = Pattern.compile("(?:MD5:)?(?:[0-9a-fA-F]{2}:){15}[0-9a-fA-F]{2}");

    private Fingerprints() {}

    static List<String> parse(List<String> written) throws FailureException {
        List<String> fingerprints = new ArrayList<>();
        for (String text : written) {
            // Some programs write the padding too.
            String plain = text.strip().replaceFirst("=+$", "");
            if (MD5.matcher(plain).matches()) {
                throw usage("an MD5 fingerprint can be forged")
                        .hint("ask for the other one: ssh-keygen -l -E sha256 -f /etc/ssh/ssh_host_ed25519_key.pub")
                        .asException();
            }
            if (!SHA256.matcher(plain).matches()) {
                throw usage(Quoted.of(text) + " is not SHA256: and 43 letters")
                        .hint("take it from: ssh-keygen -l -f /etc/ssh/ssh_host_ed25519_key.pub")
                        .asException();
            }
            fingerprints.add(plain);
        }
        return fingerprints;
    }

    private static Failure usage(String why) {
        return Failure.of(FailureCode.USAGE, "--host-key-fingerprint: " + why);
    }
}
