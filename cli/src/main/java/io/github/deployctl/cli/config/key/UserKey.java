package io.github.deployctl.cli.config.key;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Every key of a user's own file: what is about this person and machine, never about an app. */
public enum UserKey {
    USER(
            "user",
            "deploy",
            "Who logs in to a host whose entry names no user; `setup`, which needs another, does not ask."),
    IDENTITY(
            "identity",
            "~/.ssh/deploy",
            "The private key, as `--identity`. Does not count where `DEPLOYCTL_SSH_KEY` is set."),
    KNOWN_HOSTS("known-hosts", "~/.ssh/known_hosts", "As `--known-hosts`."),
    JUMP("jump", "bastion.example.com", "As `--jump`: hosts with commas between, or `none`."),
    SSH_CONFIG("ssh-config", "~/.ssh/config", "As `--ssh-config`: a file, or `none`."),
    CONNECT_TIMEOUT("connect-timeout", "20s", "As `--connect-timeout`.");

    private final String text;
    private final String example;
    private final String purpose;

    UserKey(String text, String example, String purpose) {
        this.text = text;
        this.example = example;
        this.purpose = purpose;
    }

    public static Optional<UserKey> named(String text) {
        return Arrays.stream(values()).filter(key -> key.text.equals(text)).findFirst();
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(UserKey::text).toList();
    }

    /** Returns how it is written. */
    public String text() {
        return text;
    }

    public String example() {
        return example;
    }

    public String purpose() {
        return purpose;
    }
}
