package io.github.deployctl.cli.artifact;

import io.github.deployctl.common.delta.Index;
import io.github.deployctl.common.delta.Recipe;
import io.github.deployctl.common.delta.Source;
import io.github.deployctl.common.release.Checksum;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serial;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an artifact has that others have not. Read once, however many hosts it goes to. Thread-safe, but for {@link #close}, which comes last. */
public final class Differences implements AutoCloseable {
    /** Above this a recipe is not worth its memory. */
    private static final int LONGEST_RECIPE = 32 << 20;

    private final Artifact artifact;
    private final IndexCache cache;
    private @Nullable Index index;
    private volatile @Nullable Thread remembering;

    public Differences(Artifact artifact, IndexCache cache) {
        this.artifact = artifact;
        this.cache = cache;
    }

    /** Returns the index of another artifact, if it is known here. */
    public Optional<Index> known(Checksum other) {
        return cache.find(other);
    }

    /** Keeps what somebody else has said of another artifact. */
    public void learn(Checksum other, Index described) {
        cache.keep(other, described);
    }

    /** Returns the recipe that makes the artifact of what {@code base} is the index of; nothing when the whole artifact is hardly longer. */
    public Optional<byte[]> from(Index base) throws IOException {
        Capped recipe = new Capped(Math.min(LONGEST_RECIPE, artifact.size() / 10 * 9));
        try (FileChannel file = FileChannel.open(artifact.file(), StandardOpenOption.READ)) {
            Recipe.write(base, index(), Source.of(file.size(), file::read), recipe);
            return Optional.of(recipe.bytes.toByteArray());
        } catch (TooLongException e) {
            return Optional.empty();
        }
    }

    /** Keeps the artifact's own index for the next push of another one, on a thread that nobody waits for. */
    public synchronized void remember() {
        if (remembering != null) {
            return;
        }
        Thread thread = new Thread(
                () -> {
                    try {
                        if (cache.find(artifact.checksum()).isEmpty()) {
                            cache.keep(artifact.checksum(), index());
                        }
                    } catch (IOException e) {
                        // The next push asks the agent.
                    }
                },
                "deployctl-index");
        thread.setDaemon(true);
        thread.start();
        remembering = thread;
    }

    /** Gives up what is not remembered by now. */
    @Override
    public void close() {
        // Not under the lock, which the thread holds while it reads.
        Thread thread = remembering;
        if (thread == null) {
            return;
        }
        // It reads and writes through channels, which an interrupt closes (java.nio.channels.InterruptibleChannel).
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Index index() throws IOException {
        if (index == null) {
            try (FileChannel file = FileChannel.open(artifact.file(), StandardOpenOption.READ)) {
                index = Index.of(Source.of(file.size(), file::read));
            }
        }
        return index;
    }

    private static final class TooLongException extends IOException {
        @Serial
        private static final long serialVersionUID = 1;
    }

    /** Refuses what comes after so many bytes. */
    private static final class Capped extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final long most;

        Capped(long most) {
            this.most = most;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] piece, int offset, int length) throws IOException {
            if (bytes.size() + length > most) {
                throw new TooLongException();
            }
            bytes.write(piece, offset, length);
        }
    }
}
