package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.common.protocol.GenerationStatus;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Power loss after each single write: the disk as it was at every recorded step of some pushes and a rollback, and an agent that starts from it. */
class AnyPrefixTest {
    /** How often the next push is tried too, which takes some time each. */
    private static final int PUSH_EVERY = 32;

    private static final Pattern ON_DISK = Pattern.compile("(.*[.]json|.*[.]jsonl|current|prune|install|upload)-.*");

    /** What goes live, one after another, as release ids begin. */
    private static final List<String> SERVED = List.of("1-", "2-", "1-", "3-", "4-", "5-");

    @TempDir
    Path folder;

    private final List<String> steps = new ArrayList<>();

    @Test
    void anyPrefixOfTheWritesIsAStateToStartFrom() throws IOException {
        AppFixture app = new AppFixture(folder.resolve("host"), this::keep);
        app.deployed("1");
        app.deployed("2");
        app.settled(app.rollBack(null));
        app.deployed("3");
        app.deployed("4");
        app.deployed("5");
        List<String> taken = List.copyOf(steps);
        assertThat(taken).hasSizeGreaterThan(100).contains("prune-renamed", "state.json-written", "current-linked");

        for (int i = 0; i < taken.size(); i++) {
            AppFixture next = new AppFixture(snapshot(i));
            String where = "power loss at step " + i + ", " + taken.get(i);
            assertThat(next.log)
                    .as(where)
                    .noneMatch(line -> line.contains("defect") || line.contains("not understood"));
            assertThat(next.history()).as(where).allMatch(entry -> entry.endsWith(" ok"));
            assertThat(leftovers(next.paths.state())).as(where).isEmpty();
            startsFromWhatServedLast(next, where);
            if (i % PUSH_EVERY == 0) {
                assertThat(next.deployed("9").release().value()).as(where).startsWith("9-");
            }
        }
    }

    /** What the history calls done was done, and at most what came next was done too: a success that was told is never taken back. */
    private static void startsFromWhatServedLast(AppFixture next, String where) {
        int told = next.history().size();
        ReleaseId current = next.status().current();
        if (current == null) {
            assertThat(told).as(where).isZero();
            return;
        }
        String done = SERVED.get(Math.max(0, told - 1));
        String atMost = SERVED.get(Math.min(told, SERVED.size() - 1));
        assertThat(current.value().substring(0, 2)).as(where).isIn(done, atMost);
        next.pass(Duration.ZERO);
        assertThat(next.status().generations())
                .as(where)
                .extracting(GenerationStatus::release)
                .containsExactly(current);
    }

    private void keep(String step) {
        // A file that is synced reads as the one that was written.
        if (!ON_DISK.matcher(step).matches() || step.endsWith("-synced")) {
            return;
        }
        try {
            copy(folder.resolve("host/state"), snapshot(steps.size()).resolve("state"));
            steps.add(step);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path snapshot(int number) {
        return folder.resolve("snapshot-" + number);
    }

    private static List<String> leftovers(Path state) throws IOException {
        try (Stream<Path> files = Files.walk(state)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(".") || name.startsWith("partial-"))
                    .toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isSymbolicLink(file)) {
                    Files.createSymbolicLink(target, Files.readSymbolicLink(file));
                } else if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
