package io.github.deployctl.e2e.bench.crash;

import io.github.deployctl.common.protocol.GenerationStatus;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.e2e.kit.Patience;
import io.github.deployctl.e2e.kit.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a host at rest must not have: processes that the agent does not know, zombies, temporary files, descriptors beyond those that it needs. */
final class Leaks {
    private static final Duration AFTERMATH = Duration.ofSeconds(10);
    private static final List<String> TEMPORARY =
            List.of("state/.*", "state/releases/.*", "state/incoming/partial-*", "run/.*", "run/notify-*");
    private static final int MOST_WAITING = 3;
    /** The JVM's own, listeners, sockets, and for each of two generations a line and a pidfd, with as much again for what is being closed: a leak goes on past it. */
    private static final int MOST_FDS = 32;

    private final CrashHost host;

    Leaks(CrashHost host) {
        this.host = host;
    }

    /** Returns what is there for longer than an aftermath: who has just ended is not reaped yet, and what is being written has another name for a moment. */
    List<String> in(Reply.StatusReport status) throws IOException, InterruptedException {
        Set<Long> known = new TreeSet<>(
                status.generations().stream().map(GenerationStatus::pid).toList());
        try {
            Patience.await(AFTERMATH, "something is left", () -> now(known).isEmpty());
            return List.of();
        } catch (IOException e) {
            return now(known);
        }
    }

    private List<String> now(Set<Long> known) throws IOException {
        List<String> leaks = new ArrayList<>();
        if (!processes().equals(known)) {
            leaks.add("processes " + processes() + " run, known are " + known);
        }
        int zombies = Processes.zombiesOf(host.agent().pid());
        if (zombies > 0) {
            leaks.add(zombies + " zombies");
        }
        for (String pattern : TEMPORARY) {
            leaks.addAll(files(pattern));
        }
        if (files("state/incoming/*.jar").size() > MOST_WAITING) {
            leaks.add("incoming has " + files("state/incoming/*.jar"));
        }
        leaks.addAll(host.complaintsOfPieces());
        int fds = Processes.count(host.agent().pid(), "fd");
        if (fds > MOST_FDS) {
            leaks.add("the agent has " + fds + " descriptors");
        }
        return leaks;
    }

    private Set<Long> processes() throws IOException {
        return new TreeSet<>(Processes.naming(host.folder() + "/state/releases/"));
    }

    private List<String> files(String pattern) throws IOException {
        int slash = pattern.lastIndexOf('/');
        Path folder = host.folder().resolve(pattern.substring(0, slash));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        String glob = pattern.substring(slash + 1);
        List<String> found = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(folder, glob)) {
            entries.forEach(entry -> found.add("left behind: " + entry.getFileName()));
        }
        return found;
    }
}
