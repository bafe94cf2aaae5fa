package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.OsException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A pipe of which a child is to write one end and this process reads the other, both closed on exec. Closing it closes what was not handed out. */
final class Pipe implements AutoCloseable {
    private static final int O_CLOEXEC = 02000000;

    private final PosixFd read;
    private final PosixFd write;

    private Pipe(PosixFd read, PosixFd write) {
        this.read = read;
        this.write = write;
    }

    static Pipe open(NativeFunction pipe2, Fds fds) throws OsException {
        try (NativeMemory memory = new NativeMemory()) {
            long pair = memory.allocate(2 * Integer.BYTES);
            pipe2.check("pipe2", pair, O_CLOEXEC);
            return new Pipe(
                    new PosixFd(fds, memory.getInt(pair)), new PosixFd(fds, memory.getInt(pair + Integer.BYTES)));
        }
    }

    PosixFd write() {
        return write;
    }

    /** Returns the reading end as a stream of its own: opened by its name in /proc it is another description of the same pipe (proc(5)). */
    InputStream stream() throws OsException {
        return read.use(number -> {
            try {
                return new FileInputStream("/proc/self/fd/" + number);
            } catch (IOException e) {
                throw new OsException("open a pipe", "EIO", String.valueOf(e.getMessage()));
            }
        });
    }

    @Override
    public void close() {
        read.close();
        write.close();
    }
}
