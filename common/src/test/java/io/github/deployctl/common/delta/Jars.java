package io.github.deployctl.common.delta;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives of a few kilobytes, made in memory. */
final class Jars {
    private Jars() {}

    /** A hundred classes whose content does not compress, each in an entry of its own. */
    static Map<String, byte[]> classes(long seed) {
        Random random = new Random(seed);
        Map<String, byte[]> classes = new LinkedHashMap<>();
        for (int i = 0; i < 100; i++) {
            byte[] content = new byte[200 + random.nextInt(300)];
            random.nextBytes(content);
            classes.put("io/shop/Class" + i + ".class", content);
        }
        return classes;
    }

    static byte[] content(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Compresses every entry; sizes and checksum come after the content, as a stream writes them. */
    static byte[] deflated(Map<String, byte[]> entries) {
        return write(entries, false);
    }

    /** Stores every entry as it is. */
    static byte[] stored(Map<String, byte[]> entries) {
        return write(entries, true);
    }

    private static byte[] write(Map<String, byte[]> entries, boolean stored) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry each = new ZipEntry(entry.getKey());
                each.setTime(1_000_000_000_000L);
                if (stored) {
                    CRC32 crc = new CRC32();
                    crc.update(entry.getValue());
                    each.setMethod(ZipEntry.STORED);
                    each.setSize(entry.getValue().length);
                    each.setCrc(crc.getValue());
                }
                zip.putNextEntry(each);
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new AssertionError("memory does not fail", e);
        }
        return bytes.toByteArray();
    }
}
