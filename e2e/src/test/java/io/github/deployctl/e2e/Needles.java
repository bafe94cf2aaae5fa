package io.github.deployctl.e2e;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks for values and their parts in bytes, in its own way: every eight bytes in a row of a value, of its Base64 and of its form in a URL. */
final class Needles {
    private static final int PART = 8;

    private final Set<String> parts = new HashSet<>();
    private final List<String> whole = new ArrayList<>();

    Needles(Collection<String> values) {
        for (String value : values) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            addPartsOf(latin(bytes).replaceAll("-----[A-Z ]+-----", "\n"));
            addPartsOf(Base64.getEncoder().withoutPadding().encodeToString(bytes));
            addPartsOf(URLEncoder.encode(value, StandardCharsets.UTF_8).replaceAll("-----[A-Z+]+-----", "\n"));
            if (bytes.length < PART) {
                whole.add(latin(bytes));
            }
        }
    }

    private void addPartsOf(String text) {
        for (int i = 0; i + PART <= text.length(); i++) {
            parts.add(text.substring(i, i + PART));
        }
    }

    /** Returns where they are, with what stands around them. */
    List<String> in(String where, byte[] haystack) {
        List<String> found = new ArrayList<>();
        String text = latin(haystack);
        for (int i = 0; i + PART <= text.length(); i++) {
            if (parts.contains(text.substring(i, i + PART))) {
                found.add(where + ": " + text.substring(Math.max(0, i - 30), Math.min(text.length(), i + 40)));
            }
        }
        whole.stream().filter(text::contains).forEach(word -> found.add(where + ": " + word));
        return found;
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
