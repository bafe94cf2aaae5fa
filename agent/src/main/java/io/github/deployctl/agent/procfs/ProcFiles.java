package io.github.deployctl.agent.procfs;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads files that may be gone or forbidden, which then are empty. */
final class ProcFiles {
    private ProcFiles() {}

    static byte[] bytes(Path file) {
        // Not Files.readAllBytes: for a file of size 0, as all are here, it reads a single byte first, and some of them
        // give nothing after a short read.
        try (InputStream in = new FileInputStream(file.toFile())) {
            return in.readAllBytes();
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** Reads one byte a character, so that no file is malformed: a process may be named anything. */
    static String text(Path file) {
        return new String(bytes(file), StandardCharsets.ISO_8859_1);
    }

    static List<String> lines(Path file) {
        List<String> lines = new ArrayList<>();
        String text = text(file);
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.add(text.substring(start, end));
            start = end + 1;
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }

    static List<Path> entries(Path folder) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path entry : stream) {
                entries.add(entry);
            }
        } catch (IOException | DirectoryIteratorException | UncheckedIOException e) {
            return entries; // The process ended while its folder was read: what was seen until then is what there was.
        }
        return entries;
    }

    /** Returns the first number in {@code text}, or {@code otherwise} where there is none that fits a long. */
    static long number(String text, long otherwise) {
        int start = 0;
        while (start < text.length() && !isDigit(text.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        try {
            return Long.parseLong(text.substring(start, end));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** Returns the number on the line that begins with {@code key}, or {@code otherwise}. */
    static long numberOf(Path file, String key, long otherwise) {
        for (String line : lines(file)) {
            if (line.startsWith(key)) {
                return number(line.substring(key.length()), otherwise);
            }
        }
        return otherwise;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
