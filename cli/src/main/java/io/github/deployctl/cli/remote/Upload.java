package io.github.deployctl.cli.remote;

import io.github.deployctl.cli.artifact.Artifact;
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
import java.util.function.LongConsumer;

/**
 * An artifact on its way up. It is not digested again: the agent does that with what arrives, and a build that rewrites the file meanwhile is noticed by the time
 * of its last change.
 *
 * @param offset of the first byte that the agent wants
 * @param progress gets the number of bytes that have left so far, from the file's start, in the thread that sends
 */
public record Upload(Artifact artifact, long offset, LongConsumer progress) implements Outgoing {
    /** Sends everything from {@code offset} on. */
    @Override
    public void send(OutputStream out, Runnable moved) throws IOException, FailureException {
        long[] sent = {offset};
        try (InputStream in = open()) {
            Frames.send(in, out, (buffer, length) -> {
                sent[0] += length;
                moved.run();
                progress.accept(sent[0]);
            });
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
