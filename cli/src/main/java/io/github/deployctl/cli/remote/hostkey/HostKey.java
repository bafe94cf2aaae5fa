package io.github.deployctl.cli.remote.hostkey;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.release.Checksum;
import java.util.Base64;

/**
 * A host's public key.
 *
 * @param type as known_hosts names it, {@code ssh-ed25519}
 * @param base64 the key in SSH's wire form (RFC 4253 section 6.6), as known_hosts writes it
 */
public record HostKey(String type, String base64) {
    public HostKey {
        requireNonNull(type, "type");
        // Decoded and written again, so that equal keys are equal however their lines were padded.
        base64 = Base64.getEncoder().encodeToString(Base64.getDecoder().decode(base64));
    }

    /** Makes a key of its wire form. */
    public static HostKey of(String type, byte[] blob) {
        return new HostKey(type, Base64.getEncoder().encodeToString(blob));
    }

    /** Returns the fingerprint as ssh(1) and ssh-keygen(1) print it. */
    public String fingerprint() {
        byte[] hash = Checksum.newDigest().digest(Base64.getDecoder().decode(base64));
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
    }
}
