package io.github.deployctl.cli.help;

import io.github.deployctl.cli.text.Columns;
import java.util.List;

/** Sentences in lines that fit a terminal of 80 columns. */
final class Lines {
    private static final int WIDTH = 80;

    private Lines() {}

    /** Returns {@code sentences} in lines that begin with {@code indent}. */
    static String of(String indent, String sentences) {
        StringBuilder text = new StringBuilder();
        for (String line : Columns.wrap("", List.of(sentences.split(" ")), WIDTH - indent.length())) {
            text.append(indent).append(line.stripLeading()).append('\n');
        }
        return text.toString();
    }
}
