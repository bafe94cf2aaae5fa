package io.github.deployctl.cli.terminal;

import io.github.deployctl.cli.text.Columns;
import java.io.PrintStream;
import java.util.List;

/** A terminal's page that is painted over again and again, without a flicker. Used by one thread at a time. */
public final class Page {
    /** ECMA-48: ED 2 clears the page, CUP goes to its begin, EL 0 clears the rest of a line, ED 0 the rest of the page. */
    private static final String CLEAR = "\u001b[2J";

    private static final String HOME = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_PAGE = "\u001b[J";

    private final PrintStream out;
    private final Screen screen;
    private boolean painted;

    Page(PrintStream out, Screen screen) {
        this.out = out;
        this.screen = screen;
    }

    /** Puts {@code lines} in the place of what was there; one that is too wide is cut. */
    public void paint(List<String> lines) {
        int width = screen.columns();
        StringBuilder page = new StringBuilder(painted ? HOME : CLEAR + HOME);
        painted = true;
        lines.forEach(line ->
                page.append(Columns.cut(line, width)).append(REST_OF_LINE).append("\r\n"));
        out.print(page.append(REST_OF_PAGE));
        out.flush();
    }
}
