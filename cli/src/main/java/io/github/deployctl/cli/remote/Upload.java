package io.github.deployctl.cli.remote;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Frames;
import io.github.deployctl.common.release.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.function.LongConsumer;

/**
 * A file on its way up. What is sent is hashed as it leaves, so a file that a build rewrites meanwhile is noticed here.
 *
 * @param offset of the first byte that the agent wants
 * @param progress gets the number of bytes that have left so far, from the file's start, in the thread that sends
 */
public record Upload(Path file, Checksum checksum, long offset, LongConsumer progress) implements Outgoing {
    /** Sends everything from {@code offset} on. */
    @Override
    public void send(OutputStream out, Runnable moved) throws IOException, FailureException {
        MessageDigest digest = Checksum.newDigest();
        long[] sent = {offset};
        try (InputStream in = open(digest)) {
            Frames.send(in, out, (buffer, length) -> {
                sent[0] += length;
                moved.run();
                progress.accept(sent[0]);
            });
        }
        // The closing frame is out already; the agent refuses the artifact by its checksum too.
        if (!Checksum.of(digest).equals(checksum)) {
            throw Failure.of(
                            FailureCode.ARTIFACT_INVALID,
                            "artifact not sent: " + file + " changed while it was being read")
                    .hint("wait for the build to end, then push again")
                    .asException();
        }
    }

    private InputStream open(MessageDigest digest) throws IOException, FailureException {
        InputStream in;
        try {
            in = new DigestInputStream(Files.newInputStream(file), digest);
        } catch (IOException e) {
            throw Failure.of(FailureCode.ARTIFACT_INVALID, "artifact not sent: " + file + " cannot be read any more")
                    .asException();
        }
        // Read, not skipped: the digest needs these bytes too.
        long left = offset;
        byte[] buffer = new byte[1 << 16];
        while (left > 0) {
            int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (n < 0) {
                break;
            }
            left -= n;
        }
        return in;
    }
}
