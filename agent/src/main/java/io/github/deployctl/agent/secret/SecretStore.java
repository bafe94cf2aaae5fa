package io.github.deployctl.agent.secret;

import io.github.deployctl.agent.fault.Faults;
import io.github.deployctl.agent.release.DurableFiles;
import io.github.deployctl.common.json.Json;
import io.github.deployctl.common.json.MaskedJson;
import io.github.deployctl.common.protocol.SecretStatus;
import io.github.deployctl.common.protocol.SecretsChanged;
import io.github.deployctl.common.protocol.SecretsReport;
import io.github.deployctl.common.protocol.SetSecrets;
import io.github.deployctl.common.protocol.UnsetSecrets;
import io.github.deployctl.common.secret.Redactor;
import io.github.deployctl.common.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The variables that clients have set for the app, in one file that only its user can read (0600), and the redactor that knows them, those of the host's env
 * file, and what they were before. Thread-safe.
 */
public final class SecretStore {
    private static final int LARGEST = 16 << 20;
    /** What the env file had before is remembered as long as it is no more, in characters. */
    private static final int MOST_OF_HOST = 64 << 10;

    private final Path file;
    private final DurableFiles files;
    private final Collection<String> spared;
    private final MaskedJson shown = new MaskedJson(text -> redactor().redact(text));
    /** Of the host's env file, now and before. */
    private final Set<String> hosts = new LinkedHashSet<>();

    private Set<String> hostNames = Set.of();
    private Kept kept = Kept.NONE;
    private @Nullable String damage;
    private volatile Redactor redactor = Redactor.NONE;

    private SecretStore(Path file, DurableFiles files, Collection<String> spared) {
        this.file = file;
        this.files = files;
        this.spared = spared;
    }

    /** Returns one in which nothing is kept. */
    public static SecretStore none() {
        return new SecretStore(Path.of("/dev/null"), new DurableFiles(Faults.NONE), List.of());
    }

    /**
     * Reads {@code file}. One that cannot be read is left as it is, and nothing is launched until it can: an app without its password fails later, and worse.
     *
     * @param spared texts that anybody may know, which are in messages
     */
    public static SecretStore open(Path file, DurableFiles files, Collection<String> spared) {
        SecretStore store = new SecretStore(file, files, spared);
        try {
            store.kept = store.read();
        } catch (IOException | IllegalArgumentException e) {
            // What the reader says may have something of the file in it.
            store.damage = file + " cannot be read (" + e.getClass().getSimpleName() + ")";
        }
        store.learn();
        return store;
    }

    private Kept read() throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Kept.NONE;
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST) {
            throw new IOException("no plain file");
        }
        return Json.read(Files.readString(file), Kept.class);
    }

    /** Returns what is set. */
    public synchronized Map<String, String> values() throws IOException {
        intact();
        Map<String, String> values = new LinkedHashMap<>();
        kept.set()
                .forEach(entry ->
                        values.put(entry.secret().name(), entry.secret().value()));
        return values;
    }

    /** Returns what knows all of it now. */
    public Redactor redactor() {
        return redactor;
    }

    /** Returns how messages and records are written so that nothing of it is in them. */
    public MaskedJson shown() {
        return shown;
    }

    /**
     * Learns what the host's env file sets.
     *
     * @param names of all of it
     * @param secrets values of what is not plainly public
     */
    public synchronized void learn(Set<String> names, Collection<String> secrets) {
        hostNames = Set.copyOf(names);
        if (hosts.stream().mapToLong(String::length).sum() > MOST_OF_HOST) {
            hosts.clear();
        }
        if (hosts.addAll(secrets)) {
            learn();
        }
    }

    public synchronized SecretsChanged set(SetSecrets request, String by, Instant at) throws IOException {
        intact();
        List<String> changed = new ArrayList<>();
        List<String> unchanged = new ArrayList<>();
        Kept next = kept;
        for (Secret secret : request.secrets()) {
            boolean same = kept.find(secret.name())
                    .filter(entry -> entry.secret().equals(secret))
                    .isPresent();
            (same ? unchanged : changed).add(secret.name());
            // Of one that was so already the process that runs has been started with it, maybe.
            Instant since = same ? kept.find(secret.name()).get().at() : at;
            next = next.with(new Kept.Entry(secret, request.revision(), since, by));
        }
        if (next.size() > Secret.MOST_CHARACTERS) {
            throw new IOException(
                    "all values of the app would have more than " + (Secret.MOST_BYTES >> 10) + " KiB together");
        }
        write(next);
        List<String> names = request.secrets().stream().map(Secret::name).toList();
        return new SecretsChanged(changed, unchanged, overruled(names));
    }

    public synchronized SecretsChanged unset(UnsetSecrets request) throws IOException {
        intact();
        List<String> changed = new ArrayList<>();
        List<String> unchanged = new ArrayList<>();
        Kept next = kept;
        for (String name : request.names()) {
            (kept.find(name).isPresent() ? changed : unchanged).add(name);
            next = next.forgetting(name);
        }
        write(next);
        return new SecretsChanged(changed, unchanged, overruled(request.names()));
    }

    /**
     * Returns what is set, by name.
     *
     * @param started when the process that serves was, or null
     */
    public synchronized SecretsReport list(@Nullable Instant started) throws IOException {
        intact();
        List<SecretStatus> all = new ArrayList<>();
        for (Kept.Entry entry : kept.set()) {
            Boolean running = started == null ? null : !started.isBefore(entry.at());
            all.add(new SecretStatus(
                    entry.secret().name(), SecretStatus.DEPLOYCTL, entry.revision(), entry.at(), entry.by(), running));
        }
        hostNames.forEach(name -> all.add(new SecretStatus(name, SecretStatus.HOST, null, null, null, null)));
        return new SecretsReport(all);
    }

    private List<String> overruled(List<String> names) {
        return names.stream().filter(hostNames::contains).toList();
    }

    private void intact() throws IOException {
        if (damage != null) {
            throw new IOException(damage);
        }
    }

    private void write(Kept next) throws IOException {
        if (!next.equals(kept)) {
            // Its temporary file is made 0600 (Files.createTempFile), and that is what the rename keeps.
            files.replace(file, Json.write(next) + "\n");
            kept = next;
            learn();
        }
    }

    private synchronized void learn() {
        Set<String> values = new LinkedHashSet<>(hosts);
        kept.set().forEach(entry -> values.add(entry.secret().value()));
        kept.retired().forEach(content -> values.add(new Secret("RETIRED", content).value()));
        redactor = Redactor.of(values, spared);
    }
}
