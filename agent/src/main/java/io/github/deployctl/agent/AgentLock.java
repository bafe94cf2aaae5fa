package io.github.deployctl.agent;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Sees to it that there is one agent an app: a lock that the kernel lets go of when its holder ends, however it ends (fcntl(2)). */
final class AgentLock implements AutoCloseable {
    private final FileChannel channel;

    private AgentLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Returns nothing when another agent holds it. */
    @SuppressWarnings("MustBeClosedChecker") // closed by close(), with the lock
    static Optional<AgentLock> tryAcquire(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new AgentLock(channel));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
