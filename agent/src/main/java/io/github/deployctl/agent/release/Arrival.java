package io.github.deployctl.agent.release;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.ProtocolException;
import io.github.deployctl.common.release.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** One artifact whose bytes are coming, whole or the rest of them. What has come when it is closed stays, for whoever goes on. Used by one thread. */
public final class Arrival implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final Incoming incoming;
    private final Checksum promised;
    private final long size;
    private final Path file;
    private final FileChannel channel;
    private final long offset;

    private Arrival(Incoming incoming, Incoming.Expected expected, Path file, FileChannel channel) throws IOException {
        this.incoming = incoming;
        this.promised = expected.artifact();
        this.size = expected.size();
        this.file = file;
        this.channel = channel;
        this.offset = channel.size();
    }

    static Arrival open(Incoming incoming, Incoming.Expected expected, Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        return new Arrival(incoming, expected, file, channel);
    }

    /** Returns from which byte on the artifact is wanted. */
    public long offset() {
        return offset;
    }

    /**
     * Takes {@code in}, which begins at {@link #offset}, to its end. Then the artifact is there, verified and on the disk.
     *
     * @return whether it is; if not, the beginning that was there was a wrong one, is gone, and all must be sent
     * @throws FailureException when what was sent now is not what was promised; then nothing is kept
     * @throws StorageException when the disk does not take it
     * @throws IOException when the client goes away; then what it had sent is kept
     */
    public boolean receive(InputStream in) throws IOException, FailureException {
        MessageDigest digest = Checksum.newDigest();
        byte[] buffer = new byte[CHUNK];
        digestBeginning(digest, buffer);
        long bytes = offset;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            bytes += n;
            if (bytes > size) {
                Files.deleteIfExists(file);
                throw new ProtocolException("the artifact is longer than the " + size + " bytes that were announced");
            }
            // First the file: the client may have sent the next piece by when this one is digested.
            write(ByteBuffer.wrap(buffer, 0, n), bytes - n);
            digest.update(buffer, 0, n);
        }
        Checksum actual = Checksum.of(digest);
        if (bytes != size || !actual.equals(promised)) {
            Files.deleteIfExists(file);
            if (offset > 0) {
                incoming.forget(promised);
                return false;
            }
            throw wrong(promised, size, bytes, actual);
        }
        incoming.complete(file, promised);
        return true;
    }

    static FailureException wrong(Checksum promised, long size, long bytes, Checksum actual) {
        return Failure.of(
                        FailureCode.ARTIFACT_INVALID,
                        "nothing was installed: the artifact arrived as " + bytes + " bytes with SHA-256 " + actual
                                + ", announced were " + size + " bytes with " + promised)
                .hint("push again; if it repeats, the file changed while it was being sent")
                .asException();
    }

    private void digestBeginning(MessageDigest digest, byte[] buffer) throws IOException {
        long at = 0;
        while (at < offset) {
            int n = channel.read(ByteBuffer.wrap(buffer, 0, (int) Math.min(buffer.length, offset - at)), at);
            if (n < 0) {
                return;
            }
            digest.update(buffer, 0, n);
            at += n;
        }
    }

    private void write(ByteBuffer piece, long position) throws IOException {
        try {
            long at = position;
            while (piece.hasRemaining()) {
                at += channel.write(piece, at);
            }
        } catch (IOException e) {
            // The name alone would free nothing while the file is open.
            channel.truncate(0);
            throw incoming.storageFailed(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        incoming.leave(file);
    }
}
