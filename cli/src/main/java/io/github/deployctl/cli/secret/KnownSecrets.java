package io.github.deployctl.cli.secret;

import io.github.deployctl.common.json.MaskedJson;
import io.github.deployctl.common.secret.Discretion;
import io.github.deployctl.common.secret.Redactor;
import io.github.deployctl.common.secret.Secret;
import io.github.deployctl.common.secret.Vocabulary;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The values that one process was told and must not repeat, and the redactor that knows them. Thread-safe. */
public final class KnownSecrets {
    private static final List<String> KEYS = List.of("DEPLOYCTL_SSH_KEY", "DEPLOYCTL_SSH_KEY_PASSPHRASE");

    private final Set<String> values = new LinkedHashSet<>();
    private final Set<String> spared = new LinkedHashSet<>(Vocabulary.WORDS);
    private final MaskedJson json = new MaskedJson(this::redact);
    private volatile Redactor redactor = Redactor.NONE;

    private KnownSecrets() {
        spared.add("deployctl");
    }

    /** Returns those that the environment of this process has. */
    public static KnownSecrets of(Map<String, String> environment) {
        KnownSecrets known = new KnownSecrets();
        known.learn(KEYS.stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .toList());
        return known;
    }

    /** Learns what {@code arguments} of {@code env set} should not have: an error may quote it. */
    public void learnArguments(List<String> arguments) {
        if (arguments.isEmpty() || !arguments.get(0).equals("env")) {
            return;
        }
        learn(arguments.stream()
                .filter(word -> !word.startsWith("-") && word.contains("="))
                .map(word -> word.substring(word.indexOf('=') + 1))
                .toList());
    }

    public void learnSecrets(List<Secret> secrets) {
        learn(secrets.stream().map(Secret::value).toList());
    }

    /** Learns what somebody has typed unseen. It stays in memory for as long as this process may have something to say. */
    public void learnTyped(String answer) {
        learn(List.of(answer));
    }

    /**
     * Learns what a project's file has, which is no place for a secret.
     *
     * @param declared variables, of which those count whose names say so
     * @param inMessages names that messages are full of
     */
    public void learnFile(Map<String, String> declared, List<String> inMessages) {
        synchronized (this) {
            spared.addAll(inMessages);
        }
        learn(Discretion.named(declared));
    }

    private synchronized void learn(Collection<String> more) {
        if (values.addAll(more)) {
            redactor = Redactor.of(values, spared);
        }
    }

    /** Returns what knows all of it now. */
    public Redactor redactor() {
        return redactor;
    }

    public String redact(String text) {
        return redactor.redact(text);
    }

    /** Returns how documents are written so that nothing of it is in them. */
    public MaskedJson json() {
        return json;
    }
}
