package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.os.Host;
import io.github.deployctl.common.config.Durations;
import java.time.Duration;
import java.util.Optional;

/** Ends a generation that stands by when its time is over, or before when memory is short, and has it frozen where its release wants that. Looks
 * only while one stands by. For the owner thread. */
final class StandbyWatch {
    /** Long enough that the looks cost nothing, and within the ten seconds that the kernel's figure of stalls covers. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    private final Board board;
    private final Host host;
    private final Reports reports;
    private final Freezer freezer;

    StandbyWatch(Board board, Host host, Reports reports, Freezer freezer) {
        this.board = board;
        this.host = host;
        this.reports = reports;
        this.freezer = freezer;
    }

    /** It has begun to stand by. */
    void begin(Generation standby, Duration time) {
        long begun = board.nanos();
        board.afterIfStill(standby, time, () -> end(standby));
        look(standby, begun);
    }

    private void look(Generation standby, long begun) {
        board.afterIfStill(standby, PAUSE, () -> {
            Optional<String> shortage = MemoryShortage.of(host);
            if (shortage.isEmpty()) {
                freezer.freezeIfIdle(standby);
                look(standby, begun);
                return;
            }
            Duration stood = Duration.ofNanos(board.nanos() - begun);
            reports.endsEarly(
                    standby,
                    "standby " + standby.number() + " (" + standby.release() + ") was ended after "
                            + Durations.format(Duration.ofSeconds(stood.toSeconds())) + ": memory is short, "
                            + shortage.get());
            end(standby);
        });
    }

    private void end(Generation standby) {
        board.apply(now -> now.standbyExpired(standby.number()));
    }
}
