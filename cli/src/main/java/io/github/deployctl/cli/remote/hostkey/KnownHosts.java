package io.github.deployctl.cli.remote.hostkey;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.hostkey.KnownHost.Marker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys of all known_hosts files together, judged as ssh(1) does with StrictHostKeyChecking=yes. Immutable. */
public final class KnownHosts {
    private final List<KnownHost> entries;
    private final List<Path> files;

    private KnownHosts(List<KnownHost> entries, List<Path> files) {
        this.entries = List.copyOf(entries);
        this.files = List.copyOf(files);
    }

    /** Reads the files that exist. */
    public static KnownHosts read(List<Path> files) throws IOException {
        List<KnownHost> entries = new ArrayList<>();
        for (Path file : files) {
            if (Files.isRegularFile(file)) {
                // Comments may be in any encoding; names and keys are ASCII.
                parse(Files.readString(file, StandardCharsets.ISO_8859_1), file.toString(), entries);
            }
        }
        return new KnownHosts(entries, files);
    }

    private static void parse(String text, String file, List<KnownHost> into) {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            KnownHost.parse(line, file + ":" + number).ifPresent(into::add);
        }
    }

    /** Returns the files that were looked for, the user's own first. */
    public List<Path> files() {
        return files;
    }

    /** Says whether a host may show {@code key}. */
    public Verdict judge(HostAddress host, HostKey key) {
        Optional<KnownHost> revoked = entries.stream()
                .filter(entry -> entry.marker() == Marker.REVOKED && entry.key().equals(key))
                .filter(entry -> names(host).anyMatch(entry.hosts()::match))
                .findFirst();
        if (revoked.isPresent()) {
            return new Verdict.Revoked(revoked.get().place());
        }
        String ownName = names(host).findFirst().orElseThrow();
        List<KnownHost> sameType = plain(ownName)
                .filter(entry -> entry.key().type().equals(key.type()))
                .toList();
        // The plain name is good for a host on another port too, but only to confirm a key, never to contradict it
        // (check_host_key in sshconnect.c).
        boolean known = Stream.concat(sameType.stream(), names(host).skip(1).flatMap(this::plain))
                .anyMatch(entry -> entry.key().equals(key));
        if (known) {
            return new Verdict.Known();
        }
        return sameType.stream()
                .findFirst()
                .<Verdict>map(entry -> new Verdict.Changed(entry.key(), entry.place()))
                .orElseGet(Verdict.Unknown::new);
    }

    /** Returns the key types known for a host, so that it can be asked to show a key that can be checked. */
    public List<String> typesOf(HostAddress host) {
        return names(host)
                .flatMap(this::plain)
                .map(entry -> entry.key().type())
                .distinct()
                .toList();
    }

    private Stream<KnownHost> plain(String name) {
        return entries.stream()
                .filter(entry -> entry.marker() == Marker.NONE && entry.hosts().match(name));
    }

    private static Stream<String> names(HostAddress host) {
        String name = host.host().toLowerCase(Locale.ROOT);
        return host.port() == HostAddress.SSH_PORT ? Stream.of(name) : Stream.of("[" + name + "]:" + host.port(), name);
    }
}
