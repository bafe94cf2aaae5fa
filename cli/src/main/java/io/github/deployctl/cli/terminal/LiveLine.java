package io.github.deployctl.cli.terminal;

import io.github.deployctl.cli.text.Shown;
import java.time.Duration;

/**
 * What one host is doing, on a line that lives.
 *
 * @param text what it is, with the host in front
 * @param began when, by the clock that never goes back, in nanoseconds
 * @param upload how far it is, or {@link Upload#NONE}
 * @param state whether there is more to come
 */
record LiveLine(String text, long began, Upload upload, State state) {
    /** What may be said of a rate before it means anything. */
    private static final Duration UNSURE = Duration.ofSeconds(1);

    /** How it stands with the host. */
    enum State {
        BUSY,
        DONE,
        FAILED
    }

    /**
     * Bytes on their way.
     *
     * @param first that had left when it began
     */
    record Upload(long first, long sent, long total) {
        static final Upload NONE = new Upload(0, 0, 0);
    }

    static LiveLine busy(String text, long now) {
        return new LiveLine(text, now, Upload.NONE, State.BUSY);
    }

    /** Returns the line of an upload that goes on, or begins. What is packed on the way makes its total smaller, never larger. */
    LiveLine sending(long sent, long total, long now) {
        boolean begins = upload.equals(Upload.NONE) || total > upload.total || sent < upload.sent;
        long first = begins ? sent : upload.first;
        return new LiveLine(text, begins ? now : began, new Upload(first, sent, total), State.BUSY);
    }

    /** Returns the text for this moment. */
    String at(long now) {
        if (state != State.BUSY) {
            return text;
        }
        long nanos = now - began;
        if (upload.equals(Upload.NONE)) {
            return text + "  " + Shown.millis(nanos / 1_000_000);
        }
        long percent = upload.total == 0 ? 100 : upload.sent * 100 / upload.total;
        String sent = text + "  sending " + Shown.bytes(upload.sent) + " of " + Shown.bytes(upload.total) + " ("
                + percent + " %)";
        return nanos < UNSURE.toNanos() ? sent : sent + rate(nanos / 1e9);
    }

    private String rate(double seconds) {
        double rate = (upload.sent - upload.first) / seconds;
        if (rate < 1) {
            return "  stalled";
        }
        long left = (long) Math.ceil((upload.total - upload.sent) / rate);
        return "  " + Shown.bytes((long) rate) + "/s  " + Shown.age(Duration.ofSeconds(left)) + " left";
    }
}
