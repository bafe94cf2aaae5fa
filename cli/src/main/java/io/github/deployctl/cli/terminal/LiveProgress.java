package io.github.deployctl.cli.terminal;

import io.github.deployctl.cli.deploy.HostOutcome;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.terminal.LiveLine.State;
import io.github.deployctl.cli.text.Columns;
import io.github.deployctl.common.protocol.Event;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** A line for each host at the bottom of a terminal, written over again and again: what it does, and for how long. Notes stay, above them. */
final class LiveProgress implements ProgressView {
    /** Back to the start of the line, and nothing on it: ECMA-48, EL 2. */
    static final String CLEAR = "\r\u001b[2K";
    /** Nothing from the cursor on: ED 0. */
    private static final String REST_OF_PAGE = "\u001b[J";

    private static final Duration REDRAW = Duration.ofMillis(100);
    /** A line that wraps could not be cleared again, and a terminal writes ^C where the cursor is. */
    static final int ROOM = 3;

    /** No terminal is so low that its first line would be scrolled away, and could not be written over. */
    private static final int MOST_LINES = 10;

    private final PrintStream err;
    private final Screen screen;
    private final Situation situation;
    private final Style style;
    private final int hosts;
    private final LongSupplier nanos;
    private final Ticker ticker;
    private final Map<HostAddress, LiveLine> lines = new LinkedHashMap<>();
    private List<String> drawn = List.of();

    LiveProgress(Console console, Style style, List<HostAddress> hosts) {
        this(console, style, hosts, System::nanoTime);
    }

    LiveProgress(Console console, Style style, List<HostAddress> hosts, LongSupplier nanos) {
        this.err = console.err();
        this.screen = console.screen();
        this.situation = console.situation();
        this.style = style;
        this.hosts = hosts.size();
        this.nanos = nanos;
        situation.lives(this::clear);
        this.ticker = Ticker.every(REDRAW, this::redraw);
    }

    @Override
    public synchronized void begin(HostAddress host, String what) {
        lines.put(host, LiveLine.busy(host.label() + "  " + what, nanos.getAsLong()));
        redraw();
    }

    @Override
    public synchronized void sending(HostAddress host, long sent, long total) {
        LiveLine line = lines.get(host);
        LiveLine before = line == null || line.upload().equals(LiveLine.Upload.NONE)
                ? LiveLine.busy(host.label(), nanos.getAsLong())
                : line;
        lines.put(host, before.sending(sent, total, nanos.getAsLong()));
    }

    @Override
    public synchronized void event(HostAddress host, Event event) {
        if (event instanceof Event.Note || event instanceof Event.HookPrinted) {
            clear();
            err.println(host.label() + "  " + EventWords.of(event));
            redraw();
        } else {
            begin(host, EventWords.of(event));
        }
    }

    /** One of several stays in sight until all are done. */
    @Override
    public synchronized void finished(HostOutcome outcome) {
        HostAddress host = outcome.host();
        if (hosts < 2) {
            lines.remove(host);
        } else if (lines.containsKey(host)) {
            State state = outcome.isDone() ? State.DONE : State.FAILED;
            String word = outcome.isDone() ? "done" : outcome instanceof HostOutcome.Skipped ? "not tried" : "failed";
            lines.put(host, new LiveLine(host.label() + "  " + word, nanos.getAsLong(), LiveLine.Upload.NONE, state));
        }
        redraw();
    }

    @Override
    public synchronized void close() {
        ticker.close();
        lines.clear();
        clear();
        situation.lives(() -> {});
    }

    /** Takes away what is there, until the next time that it is drawn. */
    private synchronized void clear() {
        err.print(erased());
        err.flush();
        drawn = List.of();
    }

    synchronized void redraw() {
        if (situation.isAsking() || situation.isTold() || (lines.isEmpty() && drawn.isEmpty())) {
            return;
        }
        long now = nanos.getAsLong();
        int width = screen.columns() - ROOM;
        StringBuilder page = new StringBuilder(erased());
        List<String> texts = new ArrayList<>();
        for (LiveLine line : visible()) {
            String text = Columns.cut(line.at(now), width);
            texts.add(text);
            page.append(texts.size() == 1 ? "" : "\n")
                    .append(line.state() == State.FAILED ? style.bad(text) : style.dim(text));
        }
        drawn = texts;
        err.print(page);
        err.flush();
    }

    /** Of more hosts than fit, those that are done are the first to go. */
    private List<LiveLine> visible() {
        List<LiveLine> all = new ArrayList<>(lines.values());
        if (all.size() <= MOST_LINES) {
            return all;
        }
        long done = all.stream().filter(line -> line.state() == State.DONE).count();
        List<LiveLine> shown = new ArrayList<>(
                all.stream().filter(line -> line.state() != State.DONE).toList());
        shown = shown.subList(Math.max(0, shown.size() - MOST_LINES + 1), shown.size());
        LiveLine summary = new LiveLine(done + " of " + hosts + " done", 0, LiveLine.Upload.NONE, State.DONE);
        List<LiveLine> both = new ArrayList<>(List.of(summary));
        both.addAll(shown);
        return both;
    }

    /** A terminal that was made narrower since has broken what was drawn into more lines. */
    private String erased() {
        int width = screen.columns();
        int rows = drawn.stream()
                .mapToInt(text -> Math.max(1, (text.length() + width - 1) / width))
                .sum();
        return rows < 2 ? CLEAR : CLEAR + "\u001b[" + (rows - 1) + "A" + REST_OF_PAGE;
    }
}
