package io.github.deployctl.agent.log;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.agent.os.FileRanges;
import io.github.deployctl.agent.release.StorePaths;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Follows what every generation prints, from its launch until its process is gone and the last line is copied, also where that happens while no agent runs. One
 * thread does all the work; any may open a log to read it.
 */
public final class GenerationLogs {
    private static final Duration SOON = Duration.ofMillis(250);
    private static final Duration LATER = Duration.ofSeconds(1);
    private static final int LAST_WORDS_SECONDS = 5;

    private final Setting setting;
    private final @Nullable Journal journal;
    private final LogFolder folder;
    private final Room room;
    /** Changed by the owner thread alone. */
    private final NavigableMap<Long, Follower> followed = new ConcurrentSkipListMap<>();

    private long newest;
    private String complaint = "";

    /**
     * Where the logs are, and with what they are dealt.
     *
     * @param generations tells which there are now
     * @param cap the length of a file in bytes, from which on it is cut
     * @param journal the unit's output, or null where the files are enough
     * @param isOpen whether any process has a file open
     */
    public record Setting(
            StorePaths paths,
            FileRanges ranges,
            Supplier<Generations> generations,
            long cap,
            @Nullable OutputStream journal,
            Predicate<Path> isOpen,
            Clock clock,
            Consumer<String> log) {}

    public GenerationLogs(Setting setting) {
        this.setting = setting;
        this.journal = setting.journal() == null ? null : new Journal(setting.journal());
        this.folder = new LogFolder(setting.paths());
        this.room = new Room(setting.paths(), folder, setting.isOpen());
    }

    /** Takes up what a former agent followed, then follows for ever; {@code after} runs a task on the owner thread after a while. */
    public void start(BiConsumer<Duration, Runnable> after) {
        after.accept(Duration.ZERO, () -> {
            resume();
            turn(after);
        });
    }

    private void turn(BiConsumer<Duration, Runnable> after) {
        Duration pause = LATER;
        try {
            pause = tick() ? SOON : LATER;
        } finally {
            after.accept(pause, () -> turn(after));
        }
    }

    /** Copies what the app's last words are, on the owner thread; waits for that for a few seconds at most. */
    public void finish(Consumer<Runnable> post) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        post.accept(() -> {
            tick();
            done.countDown();
        });
        if (!done.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
            setting.log()
                    .accept("the journal takes no more; the rest of the logs is in "
                            + setting.paths().log());
        }
    }

    /** Opens a generation's log as it is now, for a look or two: what a follower cuts meanwhile is known to it alone. */
    LogFile open(long number) throws IOException {
        Follower follower = followed.get(number);
        return follower == null ? LogFile.open(setting.paths(), number, setting.ranges()) : follower.file();
    }

    TimeIndex times(long number) throws IOException {
        Follower follower = followed.get(number);
        return follower == null ? TimeIndex.open(setting.paths().logTimes(number)) : follower.times();
    }

    Generations now() {
        return setting.generations().get();
    }

    LogFolder folder() {
        return folder;
    }

    /** Notes which logs there are. One that nobody has followed to its end is, but for those from before any were followed. */
    void resume() {
        Set<Long> running = running(setting.generations().get());
        boolean isFirst = folder.bookmarked().isEmpty();
        for (long number : folder.numbers()) {
            if (isFirst ? running.contains(number) : !folder.isEnded(number)) {
                follow(number);
            }
            newest = Math.max(newest, number);
        }
    }

    /** Does what there is to do; returns whether something had been printed. For the owner thread. */
    boolean tick() {
        // Asked before anything is read: what has ended by now has written its last byte.
        Generations now = setting.generations().get();
        Set<Long> running = running(now);
        long last = now.lastNumber();
        for (long number = newest + 1; number <= last; number++) {
            follow(number);
        }
        newest = Math.max(newest, last);
        boolean grew = false;
        for (Iterator<Follower> each = followed.values().iterator(); each.hasNext(); ) {
            Follower follower = each.next();
            boolean runs = running.contains(follower.file().number());
            grew |= attend(follower, runs);
            if (!runs) {
                each.remove();
            }
        }
        room.make(followed.values(), setting.log());
        return grew;
    }

    private boolean attend(Follower follower, boolean runs) {
        try {
            if (!runs) {
                if (LogFile.exists(setting.paths().logFile(follower.file().number()))) {
                    follower.end(setting.clock().instant());
                }
                room.changed();
                return true;
            }
            boolean grew = follower.follow(setting.clock().instant());
            follower.file().cut(setting.cap());
            complaint = "";
            return grew;
        } catch (IOException e) {
            complain("the log of generation " + follower.file().number() + " cannot be followed: " + e.getMessage());
            giveUp(follower);
            return false;
        }
    }

    private void giveUp(Follower follower) {
        try {
            follower.skip(2 * setting.cap());
        } catch (IOException e) {
            // It is told already that something is wrong with this one.
        }
    }

    private void follow(long number) {
        try {
            LogFile file = LogFile.open(setting.paths(), number, setting.ranges());
            file.recover();
            TimeIndex times = TimeIndex.open(setting.paths().logTimes(number));
            followed.put(number, new Follower(file, times, journal));
        } catch (IOException e) {
            complain("the log of generation " + number + " cannot be followed: " + e.getMessage());
        }
    }

    /** Said once, not every second. */
    private void complain(String what) {
        if (!what.equals(complaint)) {
            complaint = what;
            setting.log().accept(what);
        }
    }

    private static Set<Long> running(Generations now) {
        return now.members().stream().map(Generation::number).collect(Collectors.toSet());
    }
}
