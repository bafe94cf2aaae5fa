package io.github.deployctl.cli.remote.ssh;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The private keys of one command, each read once, and unlocked once, whatever the number of hosts. Keys and passphrases are in memory only, and never in a
 * message. Thread-safe.
 */
public final class KeyRing {
    private static final String KEY = "DEPLOYCTL_SSH_KEY";
    private static final String PASSPHRASE = "DEPLOYCTL_SSH_KEY_PASSPHRASE";
    private static final int TRIES = 3;

    /** Held while somebody is asked, and taken before this; this guards the maps alone. */
    private final Object asking = new Object();

    private final Person person;
    private final Optional<KeySource> variable;
    private final char[] passphrase;
    private final Map<KeySource, HeldKey> keys = new HashMap<>();
    private final Map<KeySource, IOException> unusable = new HashMap<>();
    private final Set<KeySource> givenUp = new HashSet<>();

    /** Takes a key and a passphrase from the environment, where there are some. */
    public KeyRing(Person person, Map<String, String> environment) {
        this.person = person;
        this.variable = Optional.ofNullable(environment.get(KEY))
                .filter(key -> !key.isBlank())
                .map(key -> KeySource.variable(KEY, key));
        this.passphrase = environment.getOrDefault(PASSPHRASE, "").toCharArray();
    }

    /** Returns the environment for a program that needs no key: what it starts has it too, and may print it. */
    public static Map<String, String> withoutKeys(Map<String, String> environment) {
        Map<String, String> rest = new HashMap<>(environment);
        rest.keySet().removeAll(Set.of(KEY, PASSPHRASE));
        return rest;
    }

    /** Returns the key that the environment holds. */
    Optional<KeySource> fromEnvironment() {
        return variable;
    }

    /**
     * Returns a key that is ready, or nothing where a person has to unlock it first.
     *
     * @throws IOException when it cannot be used; the message says why, for a user
     */
    synchronized Optional<HeldKey> key(KeySource source) throws IOException {
        IOException known = unusable.get(source);
        if (known != null) {
            throw known;
        }
        HeldKey held = keys.get(source);
        try {
            return held != null ? Optional.of(held) : read(source);
        } catch (IOException e) {
            unusable.put(source, e);
            throw e;
        }
    }

    private Optional<HeldKey> read(KeySource source) throws IOException {
        try (PrivateKeyText text = source.read()) {
            if (!text.isEncrypted()) {
                return Optional.of(keep(source, plain(source, text)));
            }
            if (text.isEncryptedStrangely()) {
                throw new IOException(
                        "is encrypted with chacha20, which is not read; load it into the ssh-agent with: ssh-add "
                                + source + ", or rewrite it with: ssh-keygen -p -f " + source);
            }
            if (passphrase.length > 0) {
                return Optional.of(keep(source, opened(text)));
            }
            if (givenUp.contains(source)) {
                throw new IOException("is encrypted, and its passphrase was not given");
            }
            if (person.isThere()) {
                return Optional.empty();
            }
            throw new IOException("is encrypted; "
                    + (source.isFile() ? "load it into the ssh-agent with: ssh-add " + source + ", or " : "")
                    + "give its passphrase in " + PASSPHRASE);
        }
    }

    private static HeldKey plain(KeySource source, PrivateKeyText text) throws IOException {
        try {
            return new HeldKey(text.decode(null));
        } catch (IOException e) {
            String remedy = source.isFile() ? "; rewrite it with: ssh-keygen -p -f " + source : "";
            throw new IOException("is of a form that is not read" + remedy, e);
        }
    }

    private HeldKey opened(PrivateKeyText text) throws IOException {
        try {
            return new HeldKey(text.decode(passphrase));
        } catch (IOException e) {
            throw new IOException(
                    "is not opened by the passphrase in " + PASSPHRASE + ", or encrypted in a way that is not read", e);
        }
    }

    private HeldKey keep(KeySource source, HeldKey key) {
        keys.put(source, key);
        return key;
    }

    /**
     * Asks for the passphrase of a key, at most three times, unless it was given or refused before; returns whether the key is ready. May take as long as a
     * person likes, and keeps nobody from the other keys meanwhile.
     */
    boolean unlock(KeySource source) {
        synchronized (asking) {
            if (!isDecided(source)) {
                decide(source, asked(source));
            }
            return isReady(source);
        }
    }

    private Optional<HeldKey> asked(KeySource source) {
        for (int i = 0; i < TRIES; i++) {
            char[] answer =
                    person.askSecret((i == 0 ? "Passphrase for " : "That is not it. Passphrase for ") + source + ": ");
            if (answer.length == 0) {
                break;
            }
            try (PrivateKeyText text = source.read()) {
                return Optional.of(new HeldKey(text.decode(answer)));
            } catch (IOException e) {
                // A wrong one; the next may be right.
            } finally {
                PastedKey.wipe(answer);
            }
        }
        return Optional.empty();
    }

    private synchronized boolean isDecided(KeySource source) {
        return keys.containsKey(source) || givenUp.contains(source);
    }

    private synchronized void decide(KeySource source, Optional<HeldKey> key) {
        key.ifPresentOrElse(ready -> keys.put(source, ready), () -> givenUp.add(source));
    }

    private synchronized boolean isReady(KeySource source) {
        return keys.containsKey(source);
    }
}
