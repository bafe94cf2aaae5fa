package io.github.deployctl.agent.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Does to a real file what the kernel would, only not at once; and dies where it is told to. Holes are known of the front of a file alone. */
public final class FakeFileRanges implements FileRanges {
    private final Map<Path, Long> holes = new HashMap<>();
    private final boolean collapses;
    private int stepsToLive = Integer.MAX_VALUE;

    /** @param collapses false for a file system that can make holes only */
    public FakeFileRanges(boolean collapses) {
        this.collapses = collapses;
    }

    /** Before or after the next calls, two steps each, the agent dies. */
    public void dieAfter(int steps) {
        stepsToLive = steps;
    }

    @Override
    public boolean free(Path file, long offset, long length) throws IOException {
        step();
        try (FileChannel channel = open(file)) {
            long end = Math.min(offset + length, channel.size());
            channel.write(ByteBuffer.allocate((int) (end - offset)), offset);
            if (offset <= holes.getOrDefault(file, 0L)) {
                holes.merge(file, end, Math::max);
            }
        }
        step();
        return true;
    }

    @Override
    public boolean collapse(Path file, long length) throws IOException {
        step();
        if (length >= Files.size(file)) {
            throw new IllegalArgumentException("nothing would be left of " + file);
        }
        if (!collapses) {
            return false;
        }
        byte[] bytes = Files.readAllBytes(file);
        try (FileChannel channel = open(file)) {
            channel.write(ByteBuffer.wrap(Arrays.copyOfRange(bytes, (int) length, bytes.length)), 0);
            channel.truncate(bytes.length - length);
        }
        holes.computeIfPresent(file, (path, hole) -> Math.max(0, hole - length));
        step();
        return true;
    }

    @Override
    public long nextUsed(Path file, long offset) throws IOException {
        try (FileChannel channel = open(file)) {
            return Math.min(channel.size(), Math.max(offset, holes.getOrDefault(file, 0L)));
        }
    }

    private void step() throws IOException {
        if (stepsToLive-- <= 0) {
            throw new IOException("killed");
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }
}
