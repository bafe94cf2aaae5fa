package io.github.deployctl.cli.terminal;

import io.github.deployctl.cli.text.Shown;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.text.Visible;

/** What an event is called in the progress of a deploy. */
final class EventWords {
    private EventWords() {}

    static String of(Event event) {
        if (event instanceof Event.Launched launched) {
            return "generation " + launched.generation() + " launched, release " + launched.release() + ", pid "
                    + launched.pid();
        }
        if (event instanceof Event.Bound bound) {
            return "generation " + bound.generation() + " bound after " + Shown.millis(bound.millis());
        }
        if (event instanceof Event.Ready ready) {
            return "generation " + ready.generation() + " ready after " + Shown.millis(ready.millis());
        }
        if (event instanceof Event.Warmed warmed) {
            return "generation " + warmed.generation() + " warmed up by " + warmed.requests() + " requests in "
                    + Shown.millis(warmed.millis())
                    + (warmed.requests() == warmed.wanted()
                            ? ""
                            : ", not " + warmed.wanted() + ": ready.timeout left no more time");
        }
        if (event instanceof Event.Live live) {
            return "generation " + live.generation() + " live after " + Shown.millis(live.millis());
        }
        if (event instanceof Event.OnProbation trial) {
            String confirm = trial.confirmMillis() == null
                    ? ""
                    : ", to be confirmed within " + Shown.millis(trial.confirmMillis());
            return "generation " + trial.generation() + " on probation for " + Shown.millis(trial.millis()) + confirm
                    + "; if it fails, back to " + trial.back();
        }
        if (event instanceof Event.Draining draining) {
            return "draining generation " + draining.generation() + ", " + draining.connections() + " connections";
        }
        if (event instanceof Event.Drained drained) {
            return "generation " + drained.generation() + " drained in " + Shown.millis(drained.millis())
                    + (drained.idle() == 0 ? "" : ", " + drained.idle() + " idle left open")
                    + (drained.cut() == 0 ? "" : ", " + drained.cut() + " connections cut at drain.timeout");
        }
        if (event instanceof Event.Fetched fetched) {
            return "fetched " + Shown.bytes(fetched.bytes()) + " of " + Shown.bytes(fetched.total());
        }
        if (event instanceof Event.HookPrinted printed) {
            return shown(printed.hook() + "  " + printed.line());
        }
        return event instanceof Event.Note note ? shown(note.text()) : "something happened";
    }

    /** A line that lives has a place for each character; a tab has none. */
    private static String shown(String said) {
        return Visible.of(said.replace("\t", "    "));
    }
}
