package io.github.deployctl.cli.help;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What {@code deployctl help} tells of beside the commands. */
public enum Topic {
    EXIT_CODES("exit-codes", "what each exit code means"),
    CONFIG("config", "every key of deployctl.yml"),
    HOOKS("hooks", "commands that are run around a push, and what they are told"),
    CI("ci", "deploying from a job that nobody watches"),
    SECURITY("security", "who can do what, and how to give a job as little as it needs");

    private final String topic;
    private final String about;

    Topic(String topic, String about) {
        this.topic = topic;
        this.about = about;
    }

    public static Optional<Topic> named(String word) {
        return Arrays.stream(values()).filter(each -> each.topic.equals(word)).findFirst();
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(Topic::topic).toList();
    }

    /** Returns the word that asks for it. */
    public String topic() {
        return topic;
    }

    /** Returns what it tells of, in a few words. */
    public String about() {
        return about;
    }

    /** Returns all that there is to say, in lines that fit a terminal of 80 columns. */
    public String text() {
        return switch (this) {
            case EXIT_CODES -> ExitCodes.text();
            case CONFIG -> ConfigText.text();
            case HOOKS -> HooksText.text();
            case CI -> JobText.CI;
            case SECURITY -> JobText.SECURITY;
        };
    }
}
