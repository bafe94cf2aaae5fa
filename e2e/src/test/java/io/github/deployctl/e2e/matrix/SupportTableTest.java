package io.github.deployctl.e2e.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.deployctl.common.json.Json;
import io.github.deployctl.e2e.bench.SupportTableCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SupportTableTest {
    private record Report(List<CellReport> cells) {}

    @Test
    void theDocumentsHaveTheTablesThatTheReportGives() throws IOException {
        List<Path> pages = SupportTableCommand.pages(Path.of(".."));
        assertThat(pages).hasSizeGreaterThan(4);
        String report = Files.readString(Path.of("../docs/adoption.json"));
        for (Path page : pages) {
            String text = Files.readString(page);
            assertThat(SupportTable.put(text, report)).as(page.toString()).isEqualTo(text);
        }
    }

    @Test
    void aPageHasTheServersItNames() {
        String page = "<!-- servers of Goo|To: made by e2e/support-table, not by hand -->\n<!-- servers end -->\n";
        String report = Json.write(
                new Report(List.of(cell("Good", 17, 0, null), cell("Told", 25, 0, null), cell("Else", 17, 0, null))));
        assertThat(SupportTable.put(page, report))
                .contains("| Good |", "| Told |")
                .doesNotContain("Else");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SupportTable.put(page.replace("Goo|To", "Nobody"), report));
    }

    @Test
    void aServerIsMarkedOnlyWhereNoModeHasAFlaw() {
        String table = table(
                cell("Good", 17, 0, null),
                cell("Good", 25, 0, null),
                cell("Loses", 17, 0, null),
                cell("Loses", 17, 1, null),
                cell("Told", 25, 3, "its acceptor is native"));
        assertThat(table.lines().skip(2))
                .containsExactly(
                        "| Good | 1.0 | yes | yes |",
                        "| Loses | 1.0 | no: requests were lost | - |",
                        "| Told | 1.0 | - | no: its acceptor is native |");
    }

    @Test
    void aReadmeWithoutMarkersIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SupportTable.put("# readme\n", "{\"cells\": []}"));
    }

    private static String table(CellReport... cells) {
        return SupportTable.of(Json.write(new Report(List.of(cells))));
    }

    private static CellReport cell(String server, int jdk, long lost, @Nullable String unsupported) {
        return new CellReport(
                server.toLowerCase(java.util.Locale.ROOT),
                server,
                "1.0",
                jdk,
                "keep-alive",
                unsupported == null,
                unsupported,
                true,
                500,
                20,
                18,
                1000,
                lost,
                0,
                null,
                null,
                List.of());
    }
}
