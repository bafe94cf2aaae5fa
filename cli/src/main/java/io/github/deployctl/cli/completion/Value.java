package io.github.deployctl.cli.completion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What may be written for an argument or an option.
 *
 * @param words where kind is WORDS
 */
record Value(Kind kind, List<String> words) {
    private static final Set<String> RELEASES = Set.of("--to", "--release");

    /** Where the words come from. */
    enum Kind {
        /** It is a person's own. */
        NONE,
        FILE,
        /** {@code deployctl complete hosts} */
        HOST,
        /** {@code deployctl complete releases} */
        RELEASE,
        WORDS
    }

    Value {
        words = List.copyOf(words);
    }

    static Value of(ArgSpec spec) {
        List<String> words = new ArrayList<>();
        if (spec.paramLabel().endsWith("|COMMAND")) {
            words.addAll(Completable.shown(spec.command().root()));
        }
        if (spec.completionCandidates() != null) {
            spec.completionCandidates().forEach(words::add);
        }
        if (!words.isEmpty()) {
            return new Value(Kind.WORDS, words);
        }
        return new Value(kind(spec), List.of());
    }

    private static Kind kind(ArgSpec spec) {
        if (spec.paramLabel().startsWith("HOST|GROUP")) {
            return Kind.HOST;
        }
        if (spec instanceof OptionSpec option && RELEASES.contains(option.longestName())) {
            return Kind.RELEASE;
        }
        boolean isFile = spec.typeInfo().getType() == Path.class
                || spec.typeInfo().getAuxiliaryTypes()[0] == Path.class
                || spec.paramLabel().equals("FILE");
        return isFile ? Kind.FILE : Kind.NONE;
    }

    /** Returns a word for it that the scripts tell from others. */
    String code() {
        return switch (kind) {
            case NONE -> "none";
            case FILE -> "file";
            case HOST -> "hosts";
            case RELEASE -> "releases";
            case WORDS -> ":" + String.join(",", words);
        };
    }
}
