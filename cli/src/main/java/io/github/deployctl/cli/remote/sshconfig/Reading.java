package io.github.deployctl.cli.remote.sshconfig;

import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.Quoted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One evaluation of configuration files for one host, in the order in which they are given. Used once, by one thread. */
final class Reading {
    private static final int DEEPEST = 16;
    private static final int MOST_FILES = 256;

    private final String host;
    private final Here here;
    private final Map<String, List<String>> found = new LinkedHashMap<>();
    private List<String> ignored = List.of();
    private int files;

    /** Makes one for a host as it was asked for. */
    Reading(String host, Here here) {
        this.host = host;
        this.here = here;
    }

    /** Where in a file the reading is: whether lines count, and whether any can. */
    private static final class Section {
        private final boolean reachable;
        private boolean active;

        Section(boolean reachable) {
            this.reachable = reachable;
            this.active = reachable;
        }
    }

    /** Sets a value that nothing in a file may change. */
    void set(String keyword, String value) {
        found.putIfAbsent(keyword, List.of(value));
    }

    Map<String, List<String>> found() {
        return found;
    }

    /** Reads a file; returns whether there is one. */
    boolean read(ConfigFile file) throws FailureException {
        return read(file, new Section(true), 0);
    }

    private boolean read(ConfigFile file, Section section, int depth) throws FailureException {
        if (depth > DEEPEST || ++files > MOST_FILES) {
            throw ConfigLine.refused(file.path().toString(), "too many files include each other");
        }
        Optional<List<String>> lines = file.read(here);
        int number = 0;
        for (String text : lines.orElse(List.of())) {
            number++;
            Optional<ConfigLine> line = ConfigLine.parse(text, file.path() + " line " + number);
            if (line.isPresent()) {
                take(line.get(), section, file, depth);
            }
        }
        return lines.isPresent();
    }

    private void take(ConfigLine line, Section section, ConfigFile file, int depth) throws FailureException {
        Keywords.Form form = Keywords.READ.get(line.keyword());
        if (form != null) {
            List<String> values = Values.of(line, form);
            if (section.active && !values.isEmpty()) {
                put(line.keyword(), form, values);
            }
            return;
        }
        switch (line.keyword()) {
            case "host" -> section.active = isMeant(line) && section.reachable;
            case "match" -> section.active = isForAll(line) && section.reachable;
            case "include" -> include(line, section, file, depth);
            case "ignoreunknown" -> ignore(line, section);
            default -> passOver(line);
        }
    }

    /** The first value counts, but for keywords that add up; ProxyJump and ProxyCommand are two words for one thing, but ProxyJump none leaves room for a command. */
    private void put(String keyword, Keywords.Form form, List<String> values) {
        if (form == Keywords.Form.ONE_MORE_FILE) {
            List<String> all = found.computeIfAbsent(keyword, key -> new ArrayList<>());
            if (!all.contains(values.get(0))) {
                all.addAll(values);
            }
            return;
        }
        String other = form == Keywords.Form.JUMPS ? "proxycommand" : form == Keywords.Form.COMMAND ? "proxyjump" : "";
        List<String> before = found.getOrDefault(other, List.of());
        boolean jumpIsNone = form == Keywords.Form.COMMAND && before.stream().allMatch("none"::equalsIgnoreCase);
        if (before.isEmpty() || jumpIsNone) {
            found.putIfAbsent(keyword, values);
        }
    }

    private boolean isMeant(ConfigLine line) throws FailureException {
        if (line.words().isEmpty() || line.words().stream().anyMatch(String::isEmpty)) {
            throw line.refused("needs patterns");
        }
        boolean meant = false;
        for (String word : line.words()) {
            boolean negated = word.startsWith("!");
            if (Glob.matches(negated ? word.substring(1) : word, host)) {
                if (negated) {
                    return false;
                }
                meant = true;
            }
        }
        return meant;
    }

    private static boolean isForAll(ConfigLine line) throws FailureException {
        if (line.words().size() == 1 && line.words().get(0).equalsIgnoreCase("all")) {
            return true;
        }
        throw line.refused(Quoted.of(line.rest()) + " can only be answered by OpenSSH");
    }

    private void include(ConfigLine line, Section section, ConfigFile file, int depth) throws FailureException {
        for (String word : line.words()) {
            for (Path path : included(line, word, file)) {
                // A Host line in there ends with the file.
                read(new ConfigFile(path, file.includesFrom(), true), new Section(section.active), depth + 1);
            }
        }
    }

    private List<Path> included(ConfigLine line, String word, ConfigFile file) throws FailureException {
        try {
            return Included.files(word, file, here);
        } catch (IllegalArgumentException | IOException e) {
            throw line.refused(Quoted.of(word) + " " + e.getMessage());
        }
    }

    private void ignore(ConfigLine line, Section section) throws FailureException {
        String patterns = line.word().toLowerCase(Locale.ROOT);
        if (section.active && ignored.isEmpty()) {
            ignored = List.of(patterns.split(",", -1));
        }
    }

    private void passOver(ConfigLine line) throws FailureException {
        if (Keywords.OF_NO_MATTER.contains(line.keyword())) {
            return;
        }
        boolean known = Keywords.REFUSED.contains(line.keyword());
        if (known || ignored.stream().noneMatch(pattern -> Glob.matches(pattern, line.keyword()))) {
            throw line.refused(known ? "is only done by OpenSSH" : "is not a keyword that is known here");
        }
    }
}
