package io.github.deployctl.cli.remote.hostkey;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.release.Checksum;
import java.util.Arrays;
import java.util.Base64;

/**
 * A host's public key.
 *
 * @param type as known_hosts names it, {@code ssh-ed25519}
 * @param blob the key in SSH's wire form, RFC 4253 section 6.6
 */
public record HostKey(String type, byte[] blob) {
    public HostKey {
        requireNonNull(type, "type");
        blob = blob.clone();
    }

    /** Returns the fingerprint as ssh(1) and ssh-keygen(1) print it. */
    public String fingerprint() {
        byte[] hash = Checksum.newDigest().digest(blob);
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
    }

    @Override
    public byte[] blob() {
        return blob.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostKey key && type.equals(key.type) && Arrays.equals(blob, key.blob);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + Arrays.hashCode(blob);
    }
}
