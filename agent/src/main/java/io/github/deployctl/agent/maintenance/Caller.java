package io.github.deployctl.agent.maintenance;

import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.Streams;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One connection that was accepted in the place of the app, from its first byte to its last. After the answer it is read until the peer closes: to close with
 * something unread would be a reset, which can take the answer from whoever still sends (RFC 9112, 9.6). For one thread.
 */
final class Caller implements Streams.Waiter {
    /** So long somebody may say nothing at all, as a browser does that connects before it has a request. */
    static final Duration SILENCE = Duration.ofSeconds(10);

    /** For the head, from its first byte on. */
    static final Duration HEAD = Duration.ofSeconds(5);

    static final Duration ANSWER = Duration.ofSeconds(10);

    /** From the answer on: until something more comes, and in all. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    static final Duration LEAVE = Duration.ofSeconds(30);

    private final Streams streams;
    private final Answers answers;
    private final Fd fd;
    private final Head head = new Head();
    private Phase phase = Phase.READING;
    private long deadline;
    private long leaveBy;
    private byte @Nullable [] answer;
    private int sent;

    /** The first that is given up when there are too many is the one in the phase that is named first. */
    enum Phase {
        GONE,
        LEAVING,
        READING,
        ANSWERING
    }

    Caller(Streams streams, Answers answers, Fd fd, long now) {
        this.streams = streams;
        this.answers = answers;
        this.fd = fd;
        this.deadline = now + SILENCE.toNanos();
    }

    @Override
    public Fd fd() {
        return fd;
    }

    @Override
    public boolean isSending() {
        return phase == Phase.ANSWERING;
    }

    Phase phase() {
        return phase;
    }

    /** Goes on as far as it can; {@code buffer} is anybody's. */
    void proceed(byte[] buffer, long now) {
        try {
            switch (phase) {
                case READING -> read(buffer, now);
                case ANSWERING -> send(now);
                case LEAVING -> skip(buffer, now);
                case GONE -> {}
            }
        } catch (OsException reset) {
            end();
        }
    }

    /** Goes on to what follows a deadline, if one is over. */
    void expire(long now) {
        if (deadline - now > 0) {
            return;
        }
        if (phase == Phase.READING && head.isBegun()) {
            answer(Asked.TOO_SLOW, now);
        } else {
            end();
        }
    }

    /** Gives it nothing but a close. */
    void dismiss(long now) {
        streams.finish(fd);
        phase = Phase.LEAVING;
        leaveBy = now + LEAVE.toNanos();
        deadline = now + PAUSE.toNanos();
    }

    void end() {
        phase = Phase.GONE;
        fd.close();
    }

    private void read(byte[] buffer, long now) throws OsException {
        boolean begun = head.isBegun();
        int count = streams.receive(fd, buffer);
        if (count == Streams.END) {
            // Whoever has sent a whole request was answered before this is seen.
            end();
        } else if (count > 0) {
            if (!begun) {
                deadline = now + HEAD.toNanos();
            }
            Asked asked = head.take(buffer, count);
            if (asked != Asked.NOTHING_YET) {
                answer(asked, now);
            }
        }
    }

    private void answer(Asked asked, long now) {
        phase = Phase.ANSWERING;
        answer = answers.to(asked);
        deadline = now + ANSWER.toNanos();
        try {
            send(now);
        } catch (OsException reset) {
            end();
        }
    }

    private void send(long now) throws OsException {
        byte[] bytes = answer;
        if (bytes == null || sent == bytes.length) {
            dismiss(now);
            return;
        }
        int count;
        do {
            count = streams.send(fd, bytes, sent);
            sent += count;
        } while (count > 0 && sent < bytes.length);
        if (sent == bytes.length) {
            answer = null;
            dismiss(now);
        }
    }

    private void skip(byte[] buffer, long now) throws OsException {
        int count = streams.receive(fd, buffer);
        if (count == Streams.END) {
            end();
        } else if (count > 0) {
            deadline = Math.min(now + PAUSE.toNanos(), leaveBy);
        }
    }
}
