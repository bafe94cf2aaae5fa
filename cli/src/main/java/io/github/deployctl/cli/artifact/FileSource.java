package io.github.deployctl.cli.artifact;

import io.github.deployctl.common.delta.Source;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An artifact on this machine. */
final class FileSource implements Source, AutoCloseable {
    private final FileChannel file;
    private final long size;

    private FileSource(FileChannel file, long size) {
        this.file = file;
        this.size = size;
    }

    static FileSource open(Path path) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        return new FileSource(file, file.size());
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, byte[] into, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, offset, length);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, position + buffer.position() - offset) < 0) {
                throw new EOFException("the file ends at " + size);
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
