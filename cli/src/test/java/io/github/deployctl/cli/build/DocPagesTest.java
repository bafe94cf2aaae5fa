package io.github.deployctl.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages that are made from the code are what the code says now. With {@code -Drewrite=true} they are written first. */
final class DocPagesTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final String AGAIN =
            "docs/%s is not what the code says; to write it anew: mvn -pl cli -am test -Dtest=DocPagesTest"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Drewrite=true";

    static Set<String> pages() {
        return DocPages.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageIsWhatTheCodeSays(String page) throws IOException {
        Path file = DOCS.resolve(page);
        String made = DocPages.all().get(page);
        if (Boolean.getBoolean("rewrite")) {
            Files.writeString(file, made);
        }

        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as(AGAIN, page)
                .isEqualTo(made);
    }
}
