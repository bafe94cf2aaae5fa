package io.github.deployctl.agent.log;

import io.github.deployctl.agent.release.StorePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Removes old logs: all but the newest ended generations', less when they are large, and more when the disk is full. Never the log of a generation that runs, nor
 * one that any process has open. For the thread that owns the logs.
 */
final class Room {
    static final int MOST_ENDED = 20;
    private static final long MOST_BYTES = 512L << 20;
    /** Under this much the app's next line may not fit. */
    private static final long SCARCE = 8L << 20;

    private final StorePaths paths;
    private final LogFolder folder;
    private final Predicate<Path> isOpen;
    private boolean changed = true;
    private boolean told;

    Room(StorePaths paths, LogFolder folder, Predicate<Path> isOpen) {
        this.paths = paths;
        this.folder = folder;
        this.isOpen = isOpen;
    }

    /** A generation has ended, so there may be one too many. */
    void changed() {
        changed = true;
    }

    void make(Collection<Follower> running, Consumer<String> log) {
        boolean scarce = isScarce();
        if (!changed && !scarce) {
            told = false;
            return;
        }
        changed = false;
        List<Long> ended = new ArrayList<>(folder.numbers());
        ended.removeAll(running.stream().map(f -> f.file().number()).collect(Collectors.toSet()));
        Collections.reverse(ended);
        long bytes = 0;
        for (int i = 0; i < ended.size(); i++) {
            bytes += size(ended.get(i));
            if (i >= MOST_ENDED || bytes > MOST_BYTES) {
                remove(ended.get(i));
            }
        }
        if (scarce) {
            relieve(ended, running);
            if (!told) {
                told = true;
                log.accept("the disk with " + paths.log()
                        + " is full: the oldest logs were removed; an app's lines are lost while no byte is free");
            }
        }
    }

    private void relieve(List<Long> newestFirst, Collection<Follower> running) {
        for (int i = newestFirst.size() - 1; i >= 0 && isScarce(); i--) {
            remove(newestFirst.get(i));
        }
        for (Follower follower : running) {
            if (isScarce()) {
                drop(follower.file());
            }
        }
    }

    private static void drop(LogFile file) {
        try {
            file.dropOlder();
        } catch (IOException e) {
            // It is the disk that is in trouble, and that is said.
        }
    }

    private boolean isScarce() {
        try {
            return Files.getFileStore(paths.log()).getUsableSpace() < SCARCE;
        } catch (IOException e) {
            return false;
        }
    }

    private void remove(long number) {
        List<Path> files = folder.files(number);
        if (files.stream().anyMatch(isOpen)) {
            return;
        }
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                return; // Tried again with the next generation that ends.
            }
        }
    }

    private long size(long number) {
        long bytes = 0;
        for (Path file : folder.files(number)) {
            try {
                bytes += LogFile.exists(file) ? Files.size(file) : 0;
            } catch (IOException e) {
                // Gone meanwhile.
            }
        }
        return bytes;
    }
}
