package io.github.deployctl.cli.remote.ssh;

import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Brings a private key back into the form of its file, that was pasted somewhere and lost its line ends, got others, quotes, blanks, or was encoded once more.
 * Only white space and encodings are repaired. What is no private key is named: the reason is the exception's message, for a user, and never holds any of the
 * text.
 */
final class PastedKey {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final int COLUMNS = 64;
    private static final String OPENSSH = "OPENSSH PRIVATE KEY";
    private static final byte[] OPENSSH_MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final List<String> PRIVATE =
            List.of(OPENSSH, "RSA PRIVATE KEY", "EC PRIVATE KEY", "PRIVATE KEY", "ENCRYPTED PRIVATE KEY");

    private PastedKey() {}

    /** Returns the key as a file has it. The caller wipes both. */
    static char[] repair(char[] pasted) throws IOException {
        return repair(pasted, true);
    }

    private static char[] repair(char[] pasted, boolean mayBeEncoded) throws IOException {
        char[] text = withoutWrapping(pasted);
        try {
            int begin = find(text, BEGIN, 0);
            if (begin >= 0) {
                return armoured(text, begin);
            }
            NotAKey.refuse(text);
            if (!mayBeEncoded) {
                throw NotAKey.unknown();
            }
            return decoded(text);
        } finally {
            wipe(text);
        }
    }

    /** Takes off blanks, quotes and a byte order mark at the ends, and makes line ends of those that were written as letters. */
    private static char[] withoutWrapping(char[] pasted) {
        int from = 0;
        int to = pasted.length;
        while (from < to && isWrapping(pasted[from])) {
            from++;
        }
        while (to > from && isWrapping(pasted[to - 1])) {
            to--;
        }
        char[] text = Arrays.copyOfRange(pasted, from, to);
        for (int i = 0; i + 1 < text.length; i++) {
            if (text[i] == '\\' && (text[i + 1] == 'n' || text[i + 1] == 'r')) {
                text[i] = ' ';
                text[i + 1] = '\n';
            }
        }
        return text;
    }

    private static boolean isWrapping(char c) {
        return Character.isWhitespace(c) || c == '"' || c == '\'' || c == '`' || c == '\ufeff' || c == '\u00a0';
    }

    private static char[] armoured(char[] text, int begin) throws IOException {
        int labelEnd = find(text, DASHES, begin + BEGIN.length());
        if (labelEnd < 0) {
            throw new IOException("is cut off in its first line");
        }
        String label = String.valueOf(text, begin + BEGIN.length(), labelEnd - begin - BEGIN.length());
        if (!PRIVATE.contains(label)) {
            throw NotAKey.labelled(label);
        }
        int end = find(text, END + label + DASHES, labelEnd);
        if (end < 0) {
            throw new IOException("is cut off: its last line, " + END + label + DASHES + ", is missing");
        }
        return written(label, Arrays.copyOfRange(text, labelEnd + DASHES.length(), end));
    }

    private static char[] written(String label, char[] inside) throws IOException {
        StringBuilder file = new StringBuilder(inside.length + inside.length / COLUMNS + 256);
        char[] body = new char[inside.length];
        try {
            file.append(BEGIN).append(label).append(DASHES).append('\n');
            int from = headers(inside, file);
            int length = body(inside, from, body);
            check(from > 0 ? "" : label, body, length);
            for (int at = 0; at < length; at += COLUMNS) {
                file.append(body, at, Math.min(COLUMNS, length - at)).append('\n');
            }
            file.append(END).append(label).append(DASHES).append('\n');
            char[] result = new char[file.length()];
            file.getChars(0, result.length, result, 0);
            return result;
        } finally {
            wipe(inside);
            wipe(body);
            for (int i = 0; i < file.length(); i++) {
                file.setCharAt(i, '\0');
            }
        }
    }

    /** Copies the headers of an encrypted key, RFC 1421 section 4.6, and returns where the body begins. */
    private static int headers(char[] inside, StringBuilder file) {
        int at = 0;
        for (String header : List.of("Proc-Type:", "DEK-Info:")) {
            int found = find(inside, header, at);
            if (found >= 0) {
                int value = found + header.length();
                while (value < inside.length && Character.isWhitespace(inside[value])) {
                    value++;
                }
                at = value;
                while (at < inside.length && !Character.isWhitespace(inside[at])) {
                    at++;
                }
                file.append(header)
                        .append(' ')
                        .append(inside, value, at - value)
                        .append('\n');
            }
        }
        if (at > 0) {
            file.append('\n');
        }
        return at;
    }

    private static int body(char[] inside, int from, char[] body) throws IOException {
        int length = 0;
        for (int i = from; i < inside.length; i++) {
            char c = inside[i];
            if (c < 128 && (Character.isLetterOrDigit(c) || c == '+' || c == '/' || c == '=')) {
                body[length++] = c;
            } else if (!Character.isWhitespace(c) && c != '\u00a0' && c != '\\') {
                throw new IOException("has a character inside that no key has, the " + (i - from + 1)
                        + "th after its first line; copy it again");
            }
        }
        return length;
    }

    /** Base64 that ends in the middle, or content that is shorter than it says, was not copied whole. */
    private static void check(String label, char[] body, int length) throws IOException {
        byte[] content = decode(CharBuffer.wrap(body, 0, length));
        try {
            // What an encrypted key of the classic form holds has no form before it is decrypted.
            boolean whole = label.isEmpty() || (label.equals(OPENSSH) ? isWholeOpenSsh(content) : isWholeDer(content));
            if (!whole) {
                throw new IOException("is cut off: it ends before it is complete; copy it again, to its last line");
            }
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static byte[] decode(CharBuffer base64) throws IOException {
        byte[] bytes = new byte[base64.remaining()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) base64.get(i);
        }
        try {
            if (bytes.length == 0 || bytes.length % 4 != 0) {
                throw new IOException("is cut off: letters are missing; copy it again");
            }
            return Base64.getDecoder().decode(bytes);
        } catch (IllegalArgumentException e) {
            throw new IOException("is damaged: its base64 is broken; copy it again", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    static boolean isOpenSsh(byte[] content) {
        return content.length > OPENSSH_MAGIC.length
                && Arrays.equals(content, 0, OPENSSH_MAGIC.length, OPENSSH_MAGIC, 0, OPENSSH_MAGIC.length);
    }

    private static boolean isWholeOpenSsh(byte[] content) throws IOException {
        if (!isOpenSsh(content)) {
            throw new IOException("is damaged: it does not begin as an OpenSSH key does; copy it again");
        }
        return OpenSshKeyParts.read(content).isPresent();
    }

    /** A SEQUENCE says how long it is, X.690 section 8.1.3. */
    private static boolean isWholeDer(byte[] content) {
        int lengthBytes = content.length > 1 && (content[1] & 0x80) != 0 ? content[1] & 0x7f : 0;
        if (content.length < 2 + lengthBytes || lengthBytes > 3) {
            return false;
        }
        int length = lengthBytes == 0 ? content[1] : 0;
        for (int i = 0; i < lengthBytes; i++) {
            length = (length << 8) | (content[2 + i] & 0xff);
        }
        return content[0] == 0x30 && content.length >= 2 + lengthBytes + length;
    }

    /** Base64 of a whole file, or the middle of one without its first and last line. */
    private static char[] decoded(char[] text) throws IOException {
        char[] body = new char[text.length];
        byte[] content = new byte[0];
        char[] inner = new char[0];
        try {
            content = decode(CharBuffer.wrap(body, 0, body(text, 0, body)));
            if (isOpenSsh(content)) {
                return written(OPENSSH, text.clone());
            }
            inner = PrivateKeyText.chars(content);
            return repair(inner, false);
        } catch (IOException e) {
            throw find(inner, BEGIN, 0) >= 0 ? e : NotAKey.unknown();
        } finally {
            wipe(body);
            wipe(inner);
            Arrays.fill(content, (byte) 0);
        }
    }

    static int find(char[] text, String wanted, int from) {
        for (int at = from; at + wanted.length() <= text.length; at++) {
            int same = 0;
            while (same < wanted.length() && text[at + same] == wanted.charAt(same)) {
                same++;
            }
            if (same == wanted.length()) {
                return at;
            }
        }
        return -1;
    }

    static void wipe(char[] secret) {
        Arrays.fill(secret, '\0');
    }
}
