package io.github.deployctl.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WordsTest {
    private static List<List<String>> commands(String text) {
        return Words.commands(text).orElseThrow();
    }

    @Test
    void wordsAreThoseOfAShell() {
        assertThat(commands("status  web1\t--json")).containsExactly(List.of("status", "web1", "--json"));
        assertThat(commands("a 'b c' \"d  e\" f\\ g")).containsExactly(List.of("a", "b c", "d  e", "f g"));
        assertThat(commands("--grep='a \\d \"x\"'")).containsExactly(List.of("--grep=a \\d \"x\""));
        assertThat(commands("\"a \\\" \\\\ \\n $x\"")).containsExactly(List.of("a \" \\ \\n $x"));
        assertThat(commands("a '' \"\"")).containsExactly(List.of("a", "", ""));
        assertThat(commands("it\\'s a=b\\=c")).containsExactly(List.of("it's", "a=b=c"));
    }

    @Test
    void whatComesAfterAHashIsACommentUnlessAWordHasBegun() {
        assertThat(commands("status # of all")).containsExactly(List.of("status"));
        assertThat(commands("push --from https://h/a#sha256=1 '#'"))
                .containsExactly(List.of("push", "--from", "https://h/a#sha256=1", "#"));
        assertThat(commands("# nothing\n   \n")).isEmpty();
    }

    @Test
    void eachLineIsACommandUnlessItsEndIsQuotedOrEscaped() {
        assertThat(commands("status\r\nhistory\n")).containsExactly(List.of("status"), List.of("history"));
        assertThat(commands("run -- sh -c 'a\nb'")).containsExactly(List.of("run", "--", "sh", "-c", "a\nb"));
        assertThat(commands("status \\\n web1 \"a\\\nb\"")).containsExactly(List.of("status", "web1", "ab"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a 'b", "a \"b", "a \\", "'", "\"a\\\""})
    void whatIsOpenIsUnfinished(String text) {
        assertThat(Words.isUnfinished(text)).isTrue();
        assertThat(Words.commands(text)).isEmpty();
    }
}
