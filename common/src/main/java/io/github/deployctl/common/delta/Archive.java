package io.github.deployctl.common.delta;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where a zip archive has what (APPNOTE.TXT 6.3.10, 4.3). Only the plain kind is understood: one volume, no zip64, no entry over another, nothing between the
 * directory and its end. Offsets are into the source.
 *
 * @param entries in the order of their place
 * @param directory where the central directory begins
 * @param directoryEnd where it ends and the end record begins
 * @param end of the archive
 */
record Archive(long start, List<Entry> entries, long directory, long directoryEnd, long end) {
    static final long CENTRAL = 0x02014b50L;
    static final long LOCAL = 0x04034b50L;
    static final int CENTRAL_SIZE = 46;
    /** Where a central record has the offset of its local header. */
    static final int LOCAL_OFFSET = 42;

    private static final int LOCAL_SIZE = 30;
    private static final long END = 0x06054b50L;
    private static final int END_SIZE = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final long ZIP64 = 0xffffffffL;
    /** A directory of more entries than a plain archive may have is never read. */
    private static final int MOST_ENTRIES = 0xfffe;

    /** One file in the archive; {@code data} is where its content begins. */
    record Entry(long header, long data, long dataEnd, boolean stored) {}

    /** Reads the archive that fills {@code length} bytes from {@code start} on; nothing when it is none, or not of the plain kind. */
    static Optional<Archive> read(Window in, long start, long length) throws IOException {
        long end = start + length;
        long at = findEnd(in, start, end);
        if (at < 0) {
            return Optional.empty();
        }
        int count = in.u16(at + 10);
        long size = in.u32(at + 12);
        long directory = start + in.u32(at + 16);
        boolean plain = in.u16(at + 4) == 0 && in.u16(at + 6) == 0 && in.u16(at + 8) == count && count <= MOST_ENTRIES;
        if (!plain || directory + size != at) {
            return Optional.empty();
        }
        List<Entry> entries = new ArrayList<>(count);
        long record = directory;
        for (int i = 0; i < count; i++) {
            if (record + CENTRAL_SIZE > at || in.u32(record) != CENTRAL) {
                return Optional.empty();
            }
            long header = in.u32(record + LOCAL_OFFSET);
            long compressed = in.u32(record + 20);
            if (header == ZIP64 || compressed == ZIP64) {
                return Optional.empty();
            }
            // Where the content begins only the local header knows.
            entries.add(new Entry(start + header, compressed, 0, in.u16(record + 10) == 0));
            record += recordLength(in, record);
        }
        return record == at ? place(in, entries, new Archive(start, List.of(), directory, at, end)) : Optional.empty();
    }

    /** Returns the length of the central record at {@code position}. */
    static int recordLength(Window in, long position) throws IOException {
        return CENTRAL_SIZE + in.u16(position + 28) + in.u16(position + 30) + in.u16(position + 32);
    }

    private static Optional<Archive> place(Window in, List<Entry> unplaced, Archive around) throws IOException {
        unplaced.sort(Comparator.comparingLong(Entry::header));
        List<Entry> entries = new ArrayList<>(unplaced.size());
        long free = around.start;
        for (Entry entry : unplaced) {
            long header = entry.header();
            if (header < free || header + LOCAL_SIZE > around.directory || in.u32(header) != LOCAL) {
                return Optional.empty();
            }
            long data = header + LOCAL_SIZE + in.u16(header + 26) + in.u16(header + 28);
            long dataEnd = data + entry.data();
            if (dataEnd > around.directory) {
                return Optional.empty();
            }
            entries.add(new Entry(header, data, dataEnd, entry.stored()));
            free = dataEnd;
        }
        return Optional.of(new Archive(around.start, entries, around.directory, around.directoryEnd, around.end));
    }

    /** Returns where the end record is that ends where the archive does, or -1. */
    private static long findEnd(Window in, long start, long end) throws IOException {
        long last = end - END_SIZE;
        for (long at = last; at >= Math.max(start, last - LONGEST_COMMENT); at--) {
            if (in.u8(at) == 'P' && in.u32(at) == END && at + END_SIZE + in.u16(at + 20) == end) {
                return at;
            }
        }
        return -1;
    }
}
