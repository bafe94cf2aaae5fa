package io.github.deployctl.agent.maintenance;

import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.Streams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers on one thread, which is there as long as there is a door or a caller. */
public final class HttpDoorkeeper implements Doorkeeper {
    private final Streams streams;
    private final Consumer<String> log;
    /** By the descriptor that was given. */
    private final Map<Fd, Entrance> entrances = new HashMap<>();

    private final List<Fd> made = new ArrayList<>();
    private List<Entrance> wanted = List.of();
    private @Nullable Thread thread;

    public HttpDoorkeeper(Streams streams, Consumer<String> log) {
        this.streams = streams;
        this.log = log;
    }

    @Override
    public synchronized void attend(List<Door> doors, Answers answers) {
        List<Entrance> next = new ArrayList<>();
        for (Door door : doors) {
            try {
                Entrance known = entrances.get(door.listener());
                Fd own = known == null ? copy(door.listener()) : known.fd();
                Entrance entrance = new Entrance(own, door.http(), answers);
                entrances.put(door.listener(), entrance);
                next.add(entrance);
            } catch (OsException e) {
                log.accept("maintenance: a listener is not answered on: " + e.getMessage());
            }
        }
        entrances.values().retainAll(next);
        wanted = List.copyOf(next);
        if (thread == null && !next.isEmpty()) {
            thread = new Thread(new Attendance(streams, log, new Orders()), "maintenance");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public void rest(Duration most) throws InterruptedException {
        Thread running;
        synchronized (this) {
            entrances.clear();
            wanted = List.of();
            running = thread;
        }
        if (running != null) {
            TimeUnit.NANOSECONDS.timedJoin(running, most.toNanos());
        }
    }

    private Fd copy(Fd listener) throws OsException {
        Fd own = streams.copy(listener);
        made.add(own);
        return own;
    }

    private synchronized List<Entrance> wanted(Set<Fd> owned) {
        owned.addAll(made);
        made.clear();
        return wanted;
    }

    private synchronized boolean mayEnd() {
        boolean idle = wanted.isEmpty() && made.isEmpty();
        if (idle) {
            thread = null;
        }
        return idle;
    }

    private final class Orders implements Attendance.Agenda {
        @Override
        public List<Entrance> wanted(Set<Fd> owned) {
            return HttpDoorkeeper.this.wanted(owned);
        }

        @Override
        public boolean mayEnd() {
            return HttpDoorkeeper.this.mayEnd();
        }
    }
}
