package io.github.deployctl.e2e.kit.actions;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a job shows, with what the runner makes of it: commands are carried out, secrets are masked. Written by the threads that read a step's streams. */
final class StepLog {
    private static final Pattern COMMAND = Pattern.compile("::([a-z-]+)(?: (.*?))?::(.*)", Pattern.DOTALL);

    /** The older form, which the runner still knows, and finds anywhere in a line. */
    private static final Pattern OLDER = Pattern.compile("##\\[(error|warning|add-mask|stop-commands)([^\\]]*)\\](.*)");

    private final List<String> masks = new ArrayList<>();
    private final StringBuilder shown = new StringBuilder();
    private final List<String> annotations = new ArrayList<>();
    private String resume = "";

    /** Masks a secret of the workflow as the runner does: the whole of it, and each of its lines. */
    synchronized void secret(String value) {
        mask(value);
        value.lines().forEach(this::mask);
    }

    private void mask(String value) {
        if (!value.isBlank()) {
            masks.add(value);
        }
    }

    /** Follows a stream to its end. */
    Thread follow(InputStream stream) {
        Thread reader = new Thread(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                String line;
                while ((line = lines.readLine()) != null) {
                    line(line);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        reader.start();
        return reader;
    }

    private synchronized void line(String line) {
        Matcher command = COMMAND.matcher(line.stripLeading());
        Matcher older = OLDER.matcher(line);
        if (!resume.isEmpty()) {
            if (line.equals("::" + resume + "::")) {
                resume = "";
                return;
            }
        } else if (command.matches()) {
            carryOut(command.group(1), String.valueOf(command.group(2)), unescaped(command.group(3)));
            return;
        } else if (older.find()) {
            carryOut(older.group(1), older.group(2).strip(), older.group(3));
            return;
        }
        show(line);
    }

    private void carryOut(String name, String properties, String value) {
        switch (name) {
            case "add-mask" -> mask(value);
            case "stop-commands" -> resume = value;
            case "error", "warning", "notice" -> {
                annotations.add(name + " " + unescaped(properties) + ": " + masked(value));
                show(name + ": " + value);
            }
            case "group" -> show(value);
            case "endgroup" -> show("");
            default -> throw new IllegalArgumentException("unknown command: " + name);
        }
    }

    private static String unescaped(String text) {
        return text.replace("%3A", ":")
                .replace("%2C", ",")
                .replace("%0D", "\r")
                .replace("%0A", "\n")
                .replace("%25", "%");
    }

    synchronized void show(String line) {
        shown.append(masked(line)).append('\n');
    }

    synchronized String masked(String text) {
        String result = text;
        for (String mask : masks) {
            result = result.replace(mask, "***");
        }
        return result;
    }

    synchronized String shown() {
        return shown.toString();
    }

    synchronized List<String> masks() {
        return List.copyOf(masks);
    }

    synchronized List<String> annotations() {
        return List.copyOf(annotations);
    }
}
