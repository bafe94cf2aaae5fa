package io.github.deployctl.common.secret;

import io.github.deployctl.common.text.Visible;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ways in which programs write a value: as it is, in Base64 wherever it begins in that, and escaped for JSON, URLs, XML, a shell and a terminal. */
final class Forms {
    private static final HexFormat HEX = HexFormat.of();
    private static final String UNRESERVED = "-._~";
    /** What java.net.URLEncoder leaves. */
    private static final String FORM_SAFE = "-._*";
    /** What encodeURI leaves. */
    private static final String URI_SAFE = "-._~:/?#[]@!$&'()*+,;=";

    private Forms() {}

    static Set<String> of(String value) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(value);
        addBase64(value.getBytes(StandardCharsets.UTF_8), forms);
        addJson(value, forms);
        for (String safe : new String[] {UNRESERVED, FORM_SAFE, URI_SAFE}) {
            String encoded = percent(value, safe);
            forms.add(encoded);
            forms.add(lowerHex(encoded));
        }
        forms.add(percent(value, FORM_SAFE).replace("%20", "+"));
        forms.add(value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;"));
        forms.add(value.replace("'", "'\\''"));
        forms.add(Visible.of(value));
        for (String form : Set.copyOf(forms)) {
            forms.add(byByte(form));
        }
        return forms;
    }

    /** Returns {@code text} as programs have it that read bytes one by one, and as the pieces of a pipe are read. */
    static String byByte(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** What stands before it in the same text shifts it by none, one or two bytes of a group of three (RFC 4648). */
    private static void addBase64(byte[] bytes, Set<String> forms) {
        int[] spoiled = {0, 2, 3};
        for (int shift = 0; shift < spoiled.length; shift++) {
            byte[] shifted = new byte[shift + bytes.length];
            System.arraycopy(bytes, 0, shifted, shift, bytes.length);
            String whole = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            boolean isOpen = shifted.length % 3 != 0;
            String sure = whole.substring(
                    Math.min(whole.length(), spoiled[shift]),
                    Math.max(Math.min(whole.length(), spoiled[shift]), whole.length() - (isOpen ? 1 : 0)));
            for (String form : Arrays.asList(sure, shift == 0 ? whole : sure)) {
                forms.add(form);
                forms.add(form.replace('+', '-').replace('/', '_'));
            }
        }
    }

    private static void addJson(String value, Set<String> forms) {
        String least = json(value, c -> false);
        forms.add(least);
        forms.add(least.replace("/", "\\/"));
        for (String more : new String[] {
            json(value, c -> c > 0x7e), json(value, c -> c == '<' || c == '>' || c == '&' || c == '=' || c == '\'')
        }) {
            forms.add(more);
            forms.add(upperHex(more));
        }
    }

    private static String json(String value, IntPredicate also) {
        StringBuilder text = new StringBuilder();
        value.chars().forEach(c -> {
            int letter = "\n\r\t\b\f\"\\".indexOf(c);
            if (letter >= 0) {
                text.append('\\').append("nrtbf\"\\".charAt(letter));
            } else if (c < 0x20 || also.test(c)) {
                text.append("\\u").append(HEX.toHexDigits((char) c));
            } else {
                text.append((char) c);
            }
        });
        return text.toString();
    }

    private static String percent(String value, String safe) {
        StringBuilder text = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean isPlain = c < 0x80 && (Character.isLetterOrDigit(c) || safe.indexOf(c) >= 0);
            if (isPlain) {
                text.append(c);
            } else {
                text.append('%').append(HEX.withUpperCase().toHexDigits(b));
            }
        }
        return text.toString();
    }

    private static String lowerHex(String percent) {
        return Pattern.compile("%..")
                .matcher(percent)
                .replaceAll(found -> Matcher.quoteReplacement(found.group().toLowerCase(Locale.ROOT)));
    }

    private static String upperHex(String json) {
        return Pattern.compile("(?<=\\\\u)....")
                .matcher(json)
                .replaceAll(found -> Matcher.quoteReplacement(found.group().toUpperCase(Locale.ROOT)));
    }
}
