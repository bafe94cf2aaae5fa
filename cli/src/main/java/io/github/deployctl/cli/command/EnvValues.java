package io.github.deployctl.cli.command;

import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Question;
import io.github.deployctl.common.secret.Assignments;
import io.github.deployctl.common.secret.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Where the values of variables come from: a person at the terminal, who is asked for each, or standard input. Never the command line. */
record EnvValues(Console console) {
    /**
     * Returns them, in the order of the names.
     *
     * @throws IllegalArgumentException when there are none that fit; the message has nothing of them
     */
    List<Secret> read(List<String> names) {
        if (new TerminalPerson(console).isThere()) {
            return names.stream().map(this::ask).toList();
        }
        String text = text();
        return names.size() == 1 ? List.of(whole(names.get(0), text)) : lines(names, text);
    }

    private Secret ask(String name) {
        char[] typed = new Question(console).askSecret("Value of " + name + " (it is not shown): ");
        try {
            return some(name, new String(typed));
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    private String text() {
        // As lines they have names, quotes and comments besides.
        int most = 2 * Secret.MOST_BYTES;
        try {
            byte[] bytes = console.in().readNBytes(most + 1);
            if (bytes.length > most) {
                throw new IllegalArgumentException(
                        "the values have more than " + (Secret.MOST_BYTES >> 10) + " KiB together");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "what standard input has is no text in UTF-8; bytes can be set as Base64");
        } catch (IOException e) {
            throw new IllegalArgumentException("standard input cannot be read");
        }
    }

    private static Secret whole(String name, String text) {
        if (text.startsWith(name + "=")) {
            throw new IllegalArgumentException(
                    "with one name, standard input is the value itself, without " + name + "=");
        }
        return some(name, text.replaceFirst("\\r?\\n\\z", ""));
    }

    private static List<Secret> lines(List<String> names, String text) {
        Map<String, String> lines = Assignments.parse(text, "standard input");
        lines.keySet().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("standard input has " + name + " too, which is not to be set");
                });
        List<Secret> secrets = new ArrayList<>();
        for (String name : names) {
            secrets.add(some(name, lines.getOrDefault(name, "")));
        }
        return secrets;
    }

    private static Secret some(String name, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("no value was given for " + name);
        }
        return Secret.of(name, value);
    }
}
