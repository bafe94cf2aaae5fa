package io.github.deployctl.cli.remote.hostkey;

import io.github.deployctl.cli.host.HostAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The keys of all known_hosts files together, judged as ssh(1) does. Immutable. */
public final class KnownHosts {
    private final List<KnownHost> entries;
    private final List<Path> files;
    private final List<String> looked;

    private KnownHosts(List<KnownHost> entries, List<Path> files, List<String> looked) {
        this.entries = List.copyOf(entries);
        this.files = List.copyOf(files);
        this.looked = List.copyOf(looked);
    }

    /** Reads the files that are there. One that cannot be read knows nobody, as for ssh(1); {@link #looked} says so. */
    public static KnownHosts read(List<Path> files) {
        List<KnownHost> entries = new ArrayList<>();
        List<String> looked = new ArrayList<>();
        for (Path file : files) {
            try {
                if (Files.isRegularFile(file)) {
                    // Comments may be in any encoding; names and keys are ASCII.
                    parse(Files.readString(file, StandardCharsets.ISO_8859_1), file.toString(), entries);
                    looked.add(file.toString());
                } else {
                    looked.add(file + (Files.exists(file) ? " (no file)" : " (not there)"));
                }
            } catch (IOException e) {
                looked.add(file + " (not readable)");
            }
        }
        return new KnownHosts(entries, files, looked);
    }

    private static void parse(String text, String file, List<KnownHost> into) {
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            // getline(3) and what follows it know nothing behind a NUL.
            int end = line.indexOf('\0');
            KnownHost.parse(end < 0 ? line : line.substring(0, end), file + ":" + number)
                    .ifPresent(into::add);
        }
    }

    /** Returns the files that were looked for, the user's own first. */
    public List<Path> files() {
        return files;
    }

    /** Returns the files that were looked for, for a message: those that could not be read are named so. */
    public List<String> looked() {
        return looked;
    }

    /**
     * Says whether a host may show {@code key} (check_host_key in sshconnect.c).
     *
     * @param now for certificates
     */
    public Verdict judge(HostAddress host, HostKey key, Instant now) {
        return new Judgement(host, now, this::about).of(key);
    }

    /** Returns what is known about a host, certificate authorities aside, and whether there are such. */
    public KnownTypes types(HostAddress host) {
        return KnownTypes.of(about(names(host).get(0)));
    }

    private List<KnownHost> about(String name) {
        return entries.stream().filter(entry -> entry.hosts().match(name)).toList();
    }

    /** Returns what a host is called in the files: with its port where that is not 22, and then without. */
    static List<String> names(HostAddress host) {
        String name = host.host().toLowerCase(Locale.ROOT);
        return host.port() == HostAddress.SSH_PORT ? List.of(name) : List.of("[" + name + "]:" + host.port(), name);
    }
}
