package io.github.deployctl.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages that are made from the code are what the code says now. With {@code -Drewrite=true} they are written first. */
final class DocPagesTest {
    private static final String AGAIN =
            "docs/%s is not what the code says; to write it anew: mvn -pl cli -am test -Dtest=DocPagesTest"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Drewrite=true";

    static Set<String> pages() {
        return DocPages.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageIsWhatTheCodeSays(String page) throws IOException {
        Path file = DocPages.FOLDER.resolve(page);
        String made = DocPages.all().get(page);
        if (Boolean.getBoolean("rewrite")) {
            Files.writeString(file, made);
        }

        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as(AGAIN, page)
                .isEqualTo(made);
    }

    /** One that is no longer made would be true for ever. */
    @Test
    void noOtherPageSaysThatItIsMadeFromTheCode() throws IOException {
        try (Stream<Path> files = Files.list(DocPages.FOLDER)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".md")).toList()) {
                assertThat(Files.readString(file).startsWith(DocPages.MADE))
                        .as(file.toString())
                        .isEqualTo(pages().contains(String.valueOf(file.getFileName())));
            }
        }
    }

    @Test
    void aPageOfEventsHasWhatTheirSchemaSays() {
        String page = EventsPage.of("""
                {"oneOf": [{"description": "One thing. *", "properties": {
                  "schema": {"const": 1}, "at": {"type": "string", "format": "date-time"}, "host": {"type": "string"},
                  "event": {"const": "bound"}, "details": {"$ref": "#/$defs/Event.Bound"}}}, {"properties": {
                  "event": {"const": "result"}, "details": {"type": "object"}}}],
                 "$defs": {"Event.Bound": {"description": "It holds all.", "required": ["millis"], "properties": {
                  "millis": {"type": "integer", "description": "since a|b"},
                  "parts": {"type": "array", "items": {"$ref": "#/$defs/Part"}}}},
                  "Part": {"description": "A part.", "properties": {"kind": {"enum": ["A", "B"]}}}}}
                """);

        assertThat(page)
                .contains(
                        "One thing.",
                        "| `at` | date-time |",
                        "### `bound`\n\nIt holds all.\n",
                        "| `millis` | integer | since a\\|b |\n",
                        "| `parts` | list of [Part](#part), or absent |",
                        "### `result`\n\nThe last line",
                        "### Part\n\nA part.\n",
                        "| `kind` | one of `A`, `B`, or absent |");
    }
}
