package io.github.deployctl.agent.log;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;

/** Answers requests for logs. It reads as fast as the client takes and holds one piece in memory. Any thread may ask, and waits meanwhile. */
public final class LogReading {
    private final GenerationLogs logs;
    private final Clock clock;

    public LogReading(GenerationLogs logs, Clock clock) {
        this.logs = logs;
        this.clock = clock;
    }

    /** The client, who takes events and may go away. */
    public interface Client {
        void event(Event event) throws IOException;

        /** Waits a moment; returns false when nobody is there any more. */
        boolean pause() throws InterruptedException;
    }

    /** Sends what was asked for and returns the reply. */
    public Reply answer(Request.Logs request, Client client) throws IOException, InterruptedException {
        Optional<Instant> since = since(request);
        List<Long> wanted = wanted(request, since);
        if (wanted.isEmpty()) {
            return new Reply.Failed(nothing(request));
        }
        long lines = 0;
        List<Cursor> cursors = new ArrayList<>();
        for (long number : wanted) {
            // What is printed from now on is for those who follow.
            long end = logs.open(number).end();
            Cursor cursor = new Cursor(logs, number, begin(number, end, request.lines(), since), client::event);
            lines += cursor.pump(end);
            if (request.follow() && isRunning(logs.now(), number)) {
                cursors.add(cursor);
            } else {
                lines += (request.follow() ? cursor.pump() : 0) + cursor.rest();
            }
        }
        return new Reply.LogsEnd(request.follow() ? lines + follow(request, wanted, cursors, client) : lines);
    }

    private long follow(Request.Logs request, List<Long> wanted, List<Cursor> cursors, Client client)
            throws IOException, InterruptedException {
        long lines = 0;
        Set<Long> begun = new HashSet<>(wanted);
        while (request.generation() == null || !cursors.isEmpty()) {
            Generations now = logs.now();
            long live = now.live().map(Generation::number).orElse(0L);
            if (request.generation() == null && live != 0 && begun.add(live)) {
                cursors.add(new Cursor(logs, live, beginOfLive(live, wanted), client::event));
            }
            for (Iterator<Cursor> each = cursors.iterator(); each.hasNext(); ) {
                Cursor cursor = each.next();
                lines += cursor.pump();
                if (!isRunning(now, cursor.number())) {
                    lines += cursor.rest();
                    each.remove();
                }
            }
            if (!client.pause()) {
                break;
            }
        }
        return lines;
    }

    /** A new generation is shown from its first line; one that has come back, from where it is now. */
    private long beginOfLive(long live, List<Long> wanted) throws IOException {
        boolean isNew = wanted.stream().allMatch(number -> number < live);
        return isNew ? logs.open(live).begin() : logs.open(live).end();
    }

    private Optional<Instant> since(Request.Logs request) {
        Long millis = request.lastMillis();
        return millis == null
                ? Optional.ofNullable(request.since())
                : Optional.of(clock.instant().minusMillis(millis));
    }

    private List<Long> wanted(Request.Logs request, Optional<Instant> since) throws IOException {
        NavigableSet<Long> there = logs.folder().numbers();
        Long named = request.generation();
        if (named != null) {
            return there.contains(named) ? List.of(named) : List.of();
        }
        if (since.isPresent()) {
            List<Long> recent = new ArrayList<>();
            for (long number : there) {
                if (!logs.open(number).changed().isBefore(since.get())) {
                    recent.add(number);
                }
            }
            if (!recent.isEmpty()) {
                return recent;
            }
        }
        Optional<Long> live = logs.now().live().map(Generation::number).filter(there::contains);
        return live.or(() -> there.isEmpty() ? Optional.empty() : Optional.of(there.last()))
                .map(List::of)
                .orElse(List.of());
    }

    private long begin(long number, long end, int lines, Optional<Instant> since) throws IOException {
        LogFile file = logs.open(number);
        long begin = file.begin();
        long from = begin;
        if (since.isPresent()) {
            long noted = Math.min(end, Math.max(begin, logs.times(number).before(since.get())));
            boolean isOver = file.changed().isBefore(since.get());
            // A note may fall into a line; that line is shown whole.
            from = isOver ? end : noted == begin ? begin : Tail.start(file, begin, noted, 1);
        }
        return Math.max(from, Tail.start(file, begin, end, lines));
    }

    private static boolean isRunning(Generations now, long number) {
        return now.find(number).isPresent();
    }

    private Failure nothing(Request.Logs request) {
        NavigableSet<Long> there = logs.folder().numbers();
        if (there.isEmpty()) {
            return Failure.of(FailureCode.NOT_DEPLOYED, "there are no logs: nothing has been started yet")
                    .hint("deployctl push");
        }
        return Failure.of(FailureCode.USAGE, "there is no log of generation " + request.generation())
                .hint("one from " + there.first() + " to " + there.last());
    }
}
