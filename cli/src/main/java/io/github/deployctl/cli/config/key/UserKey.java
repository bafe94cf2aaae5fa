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
    PORT("port", "2222", "Of the SSH server on a host whose entry names no port, as `--port`."),
    CONNECT_TIMEOUT("connect-timeout", "20s", "As `--connect-timeout`."),
    LOCK_WAIT("lock-wait", "2m", "As `--lock-wait`, in every verb that has it."),
    COLOR(
            "color",
            "never",
            "`never` is as `--no-color`. Does not count where `NO_COLOR`, `FORCE_COLOR`, `CLICOLOR` or `CLICOLOR_FORCE` is set."),
    OUTPUT(
            "output",
            "plain",
            "`plain` is as `--output plain` on a terminal: lines that stay. Elsewhere, and for programs, it changes nothing.");

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

    public Form form() {
        return switch (this) {
            case USER -> Forms.text("login name", "", "[A-Za-z0-9_][A-Za-z0-9_.+-]{0,63}");
            case IDENTITY, KNOWN_HOSTS -> Forms.line("path");
            case JUMP -> Forms.line("hosts, or none");
            case SSH_CONFIG -> Forms.line("path, or none");
            case PORT -> Forms.whole(1, 65535);
            case CONNECT_TIMEOUT -> Forms.durationAboveZero();
            case LOCK_WAIT -> Forms.duration();
            case COLOR -> Forms.word("auto", "never");
            case OUTPUT -> Forms.word("auto", "plain");
        };
    }

    /** Returns the words that it may be, or none where it may be more than some words. */
    public List<String> words() {
        return form() instanceof Form.Scalar scalar && scalar.schema().get("enum") instanceof List<?> words
                ? words.stream().map(String::valueOf).toList()
                : List.of();
    }

    public String example() {
        return example;
    }

    public String purpose() {
        return purpose;
    }
}
