package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.adoption.Adopters;
import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.launch.Candidate;
import io.github.deployctl.agent.launch.WarmUp;
import io.github.deployctl.agent.release.DurableFiles;
import io.github.deployctl.agent.release.StorePaths;
import io.github.deployctl.common.config.Warmup;
import io.github.deployctl.common.json.Json;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * What users ask the app for, where its declaration wants that recorded: the live generation's adopter is asked when a candidate is about to be warmed up, and what
 * it says is kept on disk for a start beside which nothing is live. Its methods wait; for the readiness threads.
 */
final class AskedPaths {
    /** An adopter answers within a millisecond; one of an agent before this one never does. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final long LARGEST = 1 << 16;

    private final Board board;
    private final Adopters adopters;
    private final DurableFiles files;
    private final Path file;

    AskedPaths(Board board, Adopters adopters, DurableFiles files, StorePaths paths) {
        this.board = board;
        this.adopters = adopters;
        this.files = files;
        this.file = paths.askedFile();
    }

    /**
     * What is on disk.
     *
     * @param release that was asked
     */
    record Saved(ReleaseId release, List<String> paths) {
        Saved {
            paths = List.copyOf(paths);
            if (!paths.stream().allMatch(Warmup::isPath)) {
                throw new IllegalArgumentException("a path cannot be one");
            }
        }
    }

    /** Returns them, the most asked for first; none where the candidate's release wants none. {@code notes} hears why there are none though it does. */
    List<String> of(Candidate candidate, Consumer<String> notes) throws InterruptedException {
        Warmup wanted = candidate.release().declaration().startUp().warmup();
        if (wanted == null || !wanted.recorded()) {
            return List.of();
        }
        Optional<? extends Generation> live = board.now().live();
        List<String> asked = live.isPresent() ? ask(live.get()) : List.of();
        if (!asked.isEmpty()) {
            keep(new Saved(live.orElseThrow().release(), asked));
            return asked;
        }
        List<String> kept = kept();
        if (kept.isEmpty()) {
            notes.accept(
                    "no path that users ask for is recorded yet (only GET over plain HTTP/1.1 is, of what was started with `paths: recorded`), so the warm-up asks for "
                            + WarmUp.readinessPath(candidate.release().declaration()));
        }
        return kept;
    }

    private List<String> ask(Generation live) throws InterruptedException {
        CompletableFuture<List<String>> told = new CompletableFuture<>();
        adopters.paths(
                live.number(), error -> told.complete(error == null ? adopters.recorded(live.number()) : List.of()));
        try {
            return told.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return List.of();
        }
    }

    private void keep(Saved saved) {
        try {
            files.replace(file, Json.writePretty(saved));
        } catch (IOException e) {
            board.log("what users ask for could not be kept: " + e.getMessage());
        }
    }

    private List<String> kept() {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST) {
                return List.of();
            }
            return Json.read(Files.readString(file), Saved.class).paths();
        } catch (IOException | IllegalArgumentException e) {
            board.log("asked.json was not understood (" + e.getMessage() + "); it is written anew at the next push");
            return List.of();
        }
    }
}
