package io.github.deployctl.cli.setup;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.release.AppName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a host shall be made ready for.
 *
 * @param java home of the Java that the agent runs on, or null for one that the host has
 * @param ports that the app will listen on
 */
public record SetupOrder(
        Verb verb,
        AppName app,
        List<PublicKey> keys,
        @Nullable String java,
        List<Integer> ports) {
    /** What is done about the app. */
    public enum Verb {
        INSTALL("install"),
        /** With a Java from the distribution, where the host has none. */
        INSTALL_JAVA_TOO("install"),
        REMOVE("remove");

        private final String word;

        Verb(String word) {
            this.word = word;
        }
    }

    public SetupOrder {
        requireNonNull(verb, "verb");
        requireNonNull(app, "app");
        keys = List.copyOf(keys);
        ports = List.copyOf(ports);
    }

    public boolean isRemoval() {
        return verb == Verb.REMOVE;
    }

    /** Returns whether a Java is installed where the host has none. */
    boolean isJavaInstalled() {
        return verb == Verb.INSTALL_JAVA_TOO;
    }

    public SetupOrder withJava() {
        return new SetupOrder(Verb.INSTALL_JAVA_TOO, app, keys, java, ports);
    }

    /** Returns the arguments of the setup script. */
    List<String> words() {
        List<String> words = new ArrayList<>(List.of(verb.word, app.value()));
        keys.forEach(key -> words.addAll(List.of("--authorize", key.line())));
        ports.forEach(port -> words.addAll(List.of("--port", port.toString())));
        if (java != null) {
            words.addAll(List.of("--java", java));
        }
        if (isJavaInstalled()) {
            words.add("--install-java");
        }
        return words;
    }
}
