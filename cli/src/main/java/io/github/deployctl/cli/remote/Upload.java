package io.github.deployctl.cli.remote;

import io.github.deployctl.cli.artifact.Artifact;
import io.github.deployctl.cli.remote.Packing.Piece;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Frames;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * An artifact on its way up. It is not digested again: the agent does that with what arrives, and a build that rewrites the file meanwhile is noticed by the time
 * of its last change.
 *
 * @param offset of the first byte that the agent wants
 * @param isPacked whether the agent takes what is packed, as is done where the line is slower than packing
 * @param progress is told in the thread that sends
 */
public record Upload(Artifact artifact, long offset, boolean isPacked, Progress progress) implements Outgoing {
    /** Told what has left. */
    @FunctionalInterface
    public interface Progress {
        /**
         * A piece has left.
         *
         * @param sent bytes that have travelled, those before the offset among them
         * @param total as many as will have, if nothing that is left is packed
         */
        void sent(long sent, long total);
    }

    /** Sends everything from {@code offset} on. */
    @Override
    public void send(OutputStream out, Runnable moved) throws IOException, FailureException {
        Pace pace = new Pace();
        try (InputStream in = open();
                Packing packing = Packing.start(in, pace)) {
            long sent = offset;
            long left = artifact.size() - offset;
            for (Piece piece = packing.next(); piece != null; piece = packing.next()) {
                long begun = System.nanoTime();
                int travelled = piece.write(out);
                if (isPacked) {
                    pace.wrote(travelled, System.nanoTime() - begun);
                }
                sent += travelled;
                left -= piece.length();
                packing.done(piece);
                moved.run();
                progress.sent(sent, sent + left);
            }
            Frames.end(out);
        }
        // The closing frame is out already; the agent refuses the artifact by its checksum too.
        artifact.requireUnchanged();
    }

    private InputStream open() throws FailureException {
        try {
            return Channels.newInputStream(
                    FileChannel.open(artifact.file(), StandardOpenOption.READ).position(offset));
        } catch (IOException e) {
            throw Failure.of(
                            FailureCode.ARTIFACT_INVALID,
                            "artifact not sent: " + artifact.file() + " cannot be read any more")
                    .asException();
        }
    }
}
