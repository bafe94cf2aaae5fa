package io.github.deployctl.cli.remote.hostkey;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.hostkey.KnownHost.Marker;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One question to the known_hosts files, about one host. */
final class Judgement {
    private final List<String> names;
    private final String principal;
    private final Instant now;
    private final Function<String, List<KnownHost>> about;

    /** @param about returns the lines that are about a name */
    Judgement(HostAddress host, Instant now, Function<String, List<KnownHost>> about) {
        this.names = KnownHosts.names(host);
        this.principal = names.get(names.size() - 1);
        this.now = now;
        this.about = about;
    }

    Verdict of(HostKey shown) {
        return shown.isCertificate() ? certified(HostCertificate.read(shown)) : plain(shown, null);
    }

    /** A certificate that is not taken leaves the key that it is about, which may be known. */
    private Verdict certified(HostCertificate certificate) {
        Optional<Verdict> first =
                certified(names.get(0), certificate, objection -> plain(certificate.key(), objection));
        return first.or(() -> underPlainName(certificate))
                .orElseGet(() -> plain(certificate.key(), "no known authority has signed it"));
    }

    private Optional<Verdict> underPlainName(HostCertificate certificate) {
        if (names.size() == 1) {
            return Optional.empty();
        }
        String name = names.get(1);
        Function<String, Verdict> key = objection -> plain(about.apply(name), certificate.key(), objection);
        return certified(name, certificate, key)
                .or(() -> Optional.of(key.apply("")))
                .filter(Verdict.Known.class::isInstance);
    }

    /** Judges by the lines about one name; empty where no authority there has signed the certificate. */
    private Optional<Verdict> certified(
            String name, HostCertificate certificate, Function<String, Verdict> whenNotGood) {
        List<KnownHost> lines = about.apply(name);
        Optional<KnownHost> revoked = revoked(lines, certificate.key(), certificate.authority());
        if (revoked.isPresent()) {
            return Optional.of(new Verdict.Revoked(revoked.get().place()));
        }
        return lines.stream()
                .filter(line ->
                        line.marker() == Marker.CERT_AUTHORITY && line.key().equals(certificate.authority()))
                .findFirst()
                .map(authority -> certificate
                        .objection(principal, now)
                        .map(whenNotGood)
                        .orElseGet(() -> new Verdict.Known(authority.place())));
    }

    /** The plain name is good for a host on another port too, but only to confirm a key, never to contradict it. */
    private Verdict plain(HostKey key, @Nullable String certificate) {
        Verdict first = plain(about.apply(names.get(0)), key, certificate);
        if (!(first instanceof Verdict.Unknown) || names.size() == 1) {
            return first;
        }
        Verdict second = plain(about.apply(names.get(1)), key, certificate);
        // ssh(1) would ask about a key that is revoked under the plain name; what is revoked is not taken here.
        return second instanceof Verdict.Changed ? first : second;
    }

    private static Verdict plain(List<KnownHost> lines, HostKey key, @Nullable String certificate) {
        Optional<KnownHost> revoked = revoked(lines, key, key);
        if (revoked.isPresent()) {
            return new Verdict.Revoked(revoked.get().place());
        }
        List<KnownHost> own =
                lines.stream().filter(line -> line.marker() == Marker.NONE).toList();
        Optional<KnownHost> known =
                own.stream().filter(line -> line.key().equals(key)).findFirst();
        if (known.isPresent()) {
            return new Verdict.Known(known.get().place());
        }
        return own.stream()
                .filter(line -> line.key().type().equals(key.type()))
                .findFirst()
                .or(() -> own.stream().findFirst())
                .<Verdict>map(line -> new Verdict.Changed(line.key(), line.place(), certificate))
                .orElseGet(() -> new Verdict.Unknown(certificate));
    }

    private static Optional<KnownHost> revoked(List<KnownHost> lines, HostKey key, HostKey authority) {
        return lines.stream()
                .filter(line -> line.marker() == Marker.REVOKED)
                .filter(line ->
                        line.key().plain().equals(key) || line.key().plain().equals(authority))
                .findFirst();
    }
}
