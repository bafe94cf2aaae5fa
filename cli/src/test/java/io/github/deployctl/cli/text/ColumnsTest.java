package io.github.deployctl.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ColumnsTest {
    @Test
    void aLineThatIsTooLongIsBrokenBetweenItsCells() {
        String line = "web1  1 -> 2  sent 3 B  ready 4 s";

        assertThat(Columns.fold(line, line.length())).containsExactly(line);
        assertThat(Columns.fold(line, line.length() - 1)).containsExactly("web1  1 -> 2  sent 3 B", "  ready 4 s");
        assertThat(Columns.fold(line, 12)).containsExactly("web1  1 -> 2", "  sent 3 B", "  ready 4 s");
        assertThat(Columns.fold("  ROLE    GEN", 10)).containsExactly("  ROLE", "  GEN");
    }

    @Test
    void aCellThatIsTooWideStaysWhole() {
        assertThat(Columns.fold("Undo: deployctl rollback web1", 10)).containsExactly("Undo: deployctl rollback web1");
        assertThat(Columns.fold("a  bbbbbbbbbbbb  c", 5)).containsExactly("a", "  bbbbbbbbbbbb", "  c");
    }
}
