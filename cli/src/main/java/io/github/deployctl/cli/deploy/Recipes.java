package io.github.deployctl.cli.deploy;

import io.github.deployctl.cli.artifact.Differences;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.AgentSession;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.cli.remote.RecipeUpload;
import io.github.deployctl.common.delta.Index;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.Checksum;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** How one host could make the artifact of what it has. */
public final class Recipes {
    /** Of what an agent says about an artifact, in bytes: some thirty times what a jar of 64 MB has. */
    private static final int LONGEST_INDEX = 64 << 20;

    private final Differences differences;
    private final HostAddress host;
    private final AgentSession session;
    private final Progress progress;

    public Recipes(Differences differences, HostAddress host, AgentSession session, Progress progress) {
        this.differences = differences;
        this.host = host;
        this.session = session;
        this.progress = progress;
    }

    private record Known(Checksum artifact, Index index) {}

    /** One way to make it. */
    static final class Recipe {
        private final Checksum base;
        private final byte[] bytes;

        private Recipe(Checksum base, byte[] bytes) {
            this.base = base;
            this.bytes = bytes;
        }

        /** Returns what it is made of. */
        Checksum base() {
            return base;
        }

        int length() {
            return bytes.length;
        }

        RecipeUpload upload(LongConsumer sent) {
            return new RecipeUpload(bytes, sent);
        }
    }

    /** Returns nothing where the whole artifact is hardly longer. */
    Optional<Recipe> of(List<Checksum> bases) throws FailureException {
        Optional<Known> base = choose(bases);
        if (base.isEmpty()) {
            return Optional.empty();
        }
        try {
            return differences
                    .from(base.get().index())
                    .map(bytes -> new Recipe(base.get().artifact(), bytes));
        } catch (IOException e) {
            // Whatever is the matter with the file, sending it whole says it better.
            return Optional.empty();
        }
    }

    /** Returns how many bytes would go up as one, or nothing where the whole artifact would. Nothing is sent. */
    public Optional<Integer> length(List<Checksum> bases) throws FailureException {
        return of(bases).map(Recipe::length);
    }

    /** Returns the likeliest one that is known here, else has the agent describe the likeliest of all. */
    private Optional<Known> choose(List<Checksum> bases) throws FailureException {
        for (Checksum base : bases) {
            Optional<Index> known = differences.known(base);
            if (known.isPresent()) {
                return Optional.of(new Known(base, known.get()));
            }
        }
        return bases.isEmpty() ? Optional.empty() : describe(bases.get(0)).map(index -> new Known(bases.get(0), index));
    }

    private Optional<Index> describe(Checksum base) throws FailureException {
        progress.begin(host, "asking what the host has");
        ByteArrayOutputStream description = new ByteArrayOutputStream();
        session.ask(new Request.Describe(base), Deadline.ANSWER, event -> {
            if (event instanceof Event.Described described && description.size() < LONGEST_INDEX) {
                description.writeBytes(described.piece().getBytes(StandardCharsets.US_ASCII));
            }
        });
        try {
            byte[] written = Base64.getDecoder().decode(description.toByteArray());
            Index index = Index.read(new ByteArrayInputStream(written));
            differences.learn(base, index);
            return Optional.of(index);
        } catch (IOException | IllegalArgumentException e) {
            // No index, or no Base64: the whole file goes.
            return Optional.empty();
        }
    }
}
