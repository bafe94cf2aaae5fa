package io.github.deployctl.adopter.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Users who ask all the time, each some hundred times a second, until closed or for a minute. Counts what is lost. */
public final class Load implements AutoCloseable {
    /** How many users keep their connection. */
    public static final int KEPT = 3;

    private static final int USERS = 5;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final int port;
    private final long start = System.nanoTime();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private final Set<String> bodies = ConcurrentHashMap.newKeySet();
    private final Queue<String> lost = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    private Load(int port) {
        this.port = port;
    }

    /** Two users with a connection for each request, three who keep theirs until they are told to close it. */
    public static Load start(int port) {
        Load load = new Load(port);
        for (int i = 0; i < USERS; i++) {
            boolean keepsAlive = i < KEPT;
            Thread thread = new Thread(() -> load.run(keepsAlive));
            load.threads.add(thread);
            thread.start();
        }
        return load;
    }

    public int answered() {
        return answered.get();
    }

    /** How many of the kept connections were told to close. */
    public int told() {
        return told.get();
    }

    /** All the different bodies seen. */
    public Set<String> bodies() {
        return bodies;
    }

    /** What went wrong, request by request. */
    public List<String> lost() {
        return List.copyOf(lost);
    }

    /** Ends it and waits for the last answers. */
    public void stop() throws InterruptedException {
        stopped.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Override
    public void close() {
        stopped.set(true);
    }

    private void run(boolean keepsAlive) {
        while (goesOn()) {
            try (User user = new User(port)) {
                long closes = 0;
                do {
                    User.Answer answer = user.get("/");
                    closes = answer.closes();
                    count(answer, closes, keepsAlive);
                    LockSupport.parkNanos(PAUSE_NANOS);
                } while (keepsAlive && closes == 0 && goesOn());
            } catch (IOException e) {
                lost.add((keepsAlive ? "kept: " : "new: ") + e);
            }
        }
    }

    private void count(User.Answer answer, long closes, boolean keepsAlive) {
        answered.incrementAndGet();
        bodies.add(answer.body());
        if (closes == 1 && keepsAlive) {
            told.incrementAndGet();
        } else if (closes > 1) {
            lost.add("told to close " + closes + " times");
        }
    }

    private boolean goesOn() {
        return !stopped.get() && System.nanoTime() - start < LIMIT_NANOS;
    }
}
