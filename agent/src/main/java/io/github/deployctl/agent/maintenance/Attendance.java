package io.github.deployctl.agent.maintenance;

import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.Streams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** The responder's thread: waits for all that it has at a time, and lets nobody keep it waiting. */
final class Attendance implements Runnable {
    /** Connections at a time. When there are more, the one that has had its answer, or has been slowest to ask, makes room. */
    static final int MOST = 512;

    /** So many are accepted before the others are looked after. */
    private static final int AT_A_TIME = 64;

    private static final int BUFFER_BYTES = 32 << 10;

    /** After a failure to accept, for want of descriptors say. */
    private static final Duration RESPITE = Duration.ofMillis(100);

    private final Streams streams;
    private final Consumer<String> log;
    private final Agenda agenda;
    private final List<Caller> callers = new ArrayList<>();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final Set<Fd> closed = new LinkedHashSet<>();
    private final Set<Fd> held = new LinkedHashSet<>();
    private long acceptAgain = System.nanoTime();
    private boolean troubled;
    private String complaint = "";

    Attendance(Streams streams, Consumer<String> log, Agenda agenda) {
        this.streams = streams;
        this.log = log;
        this.agenda = agenda;
    }

    /** What is to be done, asked again and again. */
    interface Agenda {
        /** Returns what is to be accepted on; adds to {@code owned} the descriptors that were made since it was asked last, wanted or not. */
        List<Entrance> wanted(Set<Fd> owned);

        /** Asked when there is nobody; after true this thread ends. */
        boolean mayEnd();
    }

    @Override
    public void run() {
        do {
            try {
                turn(entrances());
            } catch (RuntimeException | OsException | OutOfMemoryError e) {
                // The app is off its listeners: if this thread ended, nobody would accept at all.
                recover(e);
            }
        } while (!callers.isEmpty() || !held.isEmpty() || !agenda.mayEnd());
    }

    private void recover(Throwable defect) {
        String what = "maintenance: a defect: whoever was being answered is cut off: " + defect;
        if (!what.equals(complaint)) {
            complaint = what;
            log.accept(what);
        }
        callers.forEach(Caller::end);
        callers.clear();
        LockSupport.parkNanos(RESPITE.toNanos());
    }

    /** Returns those that are accepted on now, and closes what is not wanted any more. */
    private List<Entrance> entrances() {
        List<Entrance> now = agenda.wanted(held);
        List<Fd> fds = now.stream().map(Entrance::fd).toList();
        held.removeIf(fd -> {
            boolean unwanted = !fds.contains(fd);
            if (unwanted) {
                fd.close();
                closed.remove(fd);
            }
            return unwanted;
        });
        return now.stream().filter(entrance -> !closed.contains(entrance.fd())).toList();
    }

    private void turn(List<Entrance> entrances) throws OsException {
        List<Streams.Waiter> waiters = new ArrayList<>(callers);
        if (System.nanoTime() - acceptAgain >= 0) {
            waiters.addAll(entrances);
        }
        List<Streams.Waiter> ready = streams.await(waiters, Doorkeeper.NOTICE);
        long now = System.nanoTime();
        for (Streams.Waiter waiter : ready) {
            if (waiter instanceof Caller caller) {
                caller.proceed(buffer, now);
            }
        }
        callers.forEach(caller -> caller.expire(now));
        callers.removeIf(caller -> caller.phase() == Caller.Phase.GONE);
        for (Streams.Waiter waiter : ready) {
            if (waiter instanceof Entrance entrance) {
                accept(entrance, now);
            }
        }
    }

    private void accept(Entrance entrance, long now) {
        try {
            for (int i = 0; i < AT_A_TIME; i++) {
                Optional<Fd> connection = streams.accept(entrance.fd());
                if (connection.isEmpty()) {
                    return;
                }
                greet(new Caller(streams, entrance.answers(), connection.get(), now), entrance, now);
                troubled = false;
            }
        } catch (OsException e) {
            if (e.errno().equals("EINVAL")) {
                // Somebody has shut it down: the app was stopped, or its new release has another address.
                closed.add(entrance.fd());
                return;
            }
            if (!troubled) {
                log.accept("maintenance: nobody is let in for a moment: " + e.getMessage());
            }
            troubled = true;
            acceptAgain = now + RESPITE.toNanos();
            makeRoom();
        }
    }

    private void greet(Caller caller, Entrance entrance, long now) {
        if (callers.size() >= MOST) {
            makeRoom();
        }
        callers.add(caller);
        if (!entrance.http()) {
            caller.dismiss(now);
        }
        // Mostly what it asks is there already.
        caller.proceed(buffer, now);
    }

    private void makeRoom() {
        // The first of those that compare equal is the one that came first.
        callers.stream().min(Comparator.comparing(Caller::phase)).ifPresent(slowest -> {
            slowest.end();
            callers.remove(slowest);
        });
    }
}
