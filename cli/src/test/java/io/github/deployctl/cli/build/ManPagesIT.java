package io.github.deployctl.cli.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual pages, as a formatter reads them. */
final class ManPagesIT {
    private static final Path GROFF = Path.of("/usr/bin/groff");
    private static final Pattern REFERENCE = Pattern.compile("(deployctl[a-z\\\\-]*) ?\\(1\\)");

    @TempDir
    Path folder;

    @Test
    void everyCommandHasAPageThatTellsItsOptionsAndReferencesLeadSomewhere() {
        Map<String, String> pages = ManPages.all();
        CommandPage root = CommandPage.root();

        assertThat(pages).hasSameSizeAs(root.all().toList()).doesNotContainKey("deployctl-report.1");
        root.all().forEach(command -> {
            String page = pages.getOrDefault(command.name().replace(' ', '-') + ".1", "");
            assertThat(page).startsWith(".TH DEPLOYCTL").contains(".SH EXAMPLES\n", ".SH OPTIONS\n");
            command.options()
                    .values()
                    .forEach(options -> options.forEach(option ->
                            assertThat(page).contains("\n.B " + option.written().replace("-", "\\-"))));
            assertThat(REFERENCE.matcher(page).results().map(ManPagesIT::referred))
                    .isSubsetOf(pages.keySet());
        });
    }

    private static String referred(MatchResult reference) {
        return reference.group(1).replace("\\-", "-") + ".1";
    }

    @Test
    void groffFindsNothingToWarnOfAndLeavesExamplesAsTheyAre() throws Exception {
        assumeTrue(Files.isExecutable(GROFF) && Files.exists(Path.of("/usr/share/groff/current/tmac/an.tmac")));
        ManPages.main(new String[] {folder.toString()});
        List<String> all = ManPages.all().keySet().stream().toList();

        assertThat(groff(List.of("-z"), all)).isEmpty();
        String shown = groff(List.of("-P-cbou", "-rLL=200n"), all).replaceAll("\\s+", " ");
        CommandPage.root()
                .all()
                .forEach(command -> assertThat(shown)
                        .contains(command.examples().stream()
                                .map(example -> example.replaceAll("\\s+", " "))
                                .toList()));
    }

    private String groff(List<String> options, List<String> pages) throws IOException {
        List<String> command = new ArrayList<>(List.of(GROFF.toString(), "-ww", "-man", "-Tascii"));
        command.addAll(options);
        command.addAll(pages);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
