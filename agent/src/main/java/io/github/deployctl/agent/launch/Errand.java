package io.github.deployctl.agent.launch;

import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.agent.os.LaunchCommand;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.agent.os.Processes.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A command that runs once beside the app. It leads a session, and whatever it has started in that ends with it. Used by one thread, but for {@link #end}. */
public final class Errand {
    /** Between asking for its end and SIGKILL. */
    private static final Duration GRACE = Duration.ofSeconds(10);
    /** For what it printed last to be read. */
    private static final Duration REST = Duration.ofSeconds(2);

    private static final int PIECE = 16 * 1024;

    private final Processes processes;
    private final Processes.Piped child;
    private final @Nullable String token;
    private volatile Runnable over = () -> {};
    private final List<Thread> readers = new ArrayList<>();
    private final CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
    private final CompletableFuture<String> endAsked = new CompletableFuture<>();

    private Errand(Processes processes, Processes.Piped child, @Nullable String token) {
        this.processes = processes;
        this.child = child;
        this.token = token;
    }

    /** Takes what it prints, by two threads at a time; one that throws gets no more, and what is printed then is lost. */
    public interface Outlet {
        void print(boolean error, byte[] bytes, int length) throws IOException;
    }

    public static Errand start(Processes processes, LaunchCommand command, Outlet outlet) throws OsException {
        Errand errand = new Errand(
                processes, processes.launchPiped(command), command.env().get(ErrandRecords.TOKEN));
        processes.onExit(errand.child.process(), errand.exit::complete);
        errand.read("out", errand.child.out(), false, outlet);
        errand.read("err", errand.child.err(), true, outlet);
        return errand;
    }

    /** Asks for its end, because of {@code why}. Any thread may call it. */
    public void end(String why) {
        endAsked.complete(why);
    }

    /** Returns why its end was asked for, if it was. */
    public Optional<String> endAsked() {
        return Optional.ofNullable(endAsked.getNow(null));
    }

    /** Has {@code action} called once, by whoever waits, when nothing of it is left that must end with it. */
    void whenOver(Runnable action) {
        over = action;
    }

    /** Ends it now, with all that it has started. Any thread may call it. */
    void kill(String why) {
        end(why);
        killAll();
    }

    /** Waits for its end, and for what it has printed to be read. */
    public ExitStatus await() throws InterruptedException {
        try {
            CompletableFuture.anyOf(exit, endAsked).get();
            if (!exit.isDone()) {
                signal(Signal.TERM);
                if (!isOver(GRACE)) {
                    killAll();
                }
            }
            ExitStatus status = exit.get();
            // What it has left would keep the pipes open.
            signal(Signal.TERM);
            if (!areRead(REST)) {
                signal(Signal.KILL);
                areRead(REST);
            }
            if (endAsked.isDone()) {
                killAll();
            }
            over.run();
            return status;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isOver(Duration limit) throws InterruptedException, ExecutionException {
        try {
            exit.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private boolean areRead(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (Thread reader : readers) {
            reader.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
        return readers.stream().noneMatch(Thread::isAlive);
    }

    /** Also what has left the session: its environment tells. */
    private void killAll() {
        signal(Signal.KILL);
        if (token != null) {
            ErrandRecords.killAll(processes, token);
        }
    }

    private void signal(Signal signal) {
        for (ProcessId member : processes.session(child.process())) {
            processes.signal(member, signal);
        }
    }

    private void read(String name, InputStream in, boolean error, Outlet outlet) {
        Thread thread = new Thread(() -> pump(in, error, outlet), "run-" + child.process() + "-" + name);
        thread.setDaemon(true);
        readers.add(thread);
        thread.start();
    }

    private static void pump(InputStream in, boolean error, Outlet outlet) {
        byte[] buffer = new byte[PIECE];
        boolean heard = true;
        try (in) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                heard = heard && isPrinted(outlet, error, buffer, count);
            }
        } catch (IOException e) {
            // There is no more.
        }
    }

    /** A command must not hang on a pipe that nobody empties because its client is gone. */
    private static boolean isPrinted(Outlet outlet, boolean error, byte[] buffer, int count) {
        try {
            outlet.print(error, buffer, count);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
