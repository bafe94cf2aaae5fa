package io.github.deployctl.cli.setup;

import io.github.deployctl.cli.text.FileTrouble;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.Quoted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A public key as a line of a .pub file writes it, with nothing before its type: sshd would read that as options, such as a command.
 *
 * @param line type, key, and a comment of printable ASCII without quotes
 */
public record PublicKey(String line) {
    private static final Pattern LINE = Pattern.compile("(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)"
            + "|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\\.com) ([A-Za-z0-9+/]+={0,3})(?: [ -~&&[^\"]]*)?");
    /** More than any file of keys that somebody means to send. */
    private static final int LARGEST = 64 * 1024;

    public PublicKey {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches() || !isKey(matcher.group(1), matcher.group(2))) {
            throw new IllegalArgumentException("is no public key: " + Quoted.of(line));
        }
    }

    /** The key itself begins with its type once more, with a length of four bytes before it (RFC 4253, section 6.6). */
    private static boolean isKey(String type, String base64) {
        try {
            byte[] blob = Base64.getDecoder().decode(base64);
            byte[] name = type.getBytes(StandardCharsets.US_ASCII);
            return blob.length > 4 + name.length
                    && blob[3] == name.length
                    && Arrays.equals(blob, 4, 4 + name.length, name, 0, name.length);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Reads the keys of a file, one a line.
     *
     * @param shown the file as the user wrote it
     * @throws FailureException {@code USAGE} when it holds anything else; nothing of it is shown when that is a private key
     */
    public static List<PublicKey> read(Path file, String shown) throws FailureException {
        String text = text(file, shown);
        if (text.contains("PRIVATE KEY") || text.startsWith("PuTTY-User-Key-File")) {
            throw refused(shown + " is a private key, which stays where it is", "--authorize " + shown + ".pub");
        }
        List<PublicKey> keys = new ArrayList<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                keys.add(new PublicKey(line));
            } catch (IllegalArgumentException e) {
                throw refused(
                        "a line of " + shown + " " + e.getMessage(),
                        "--authorize a file such as id_ed25519.pub: type, key and comment, with nothing before the type");
            }
        }
        if (keys.isEmpty()) {
            throw refused(shown + " holds no key", "--authorize a file such as id_ed25519.pub");
        }
        return keys;
    }

    private static String text(Path file, String shown) throws FailureException {
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= LARGEST) {
                return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            }
        } catch (IOException e) {
            throw refused(shown + " was not read: " + FileTrouble.of(e), "--authorize a file such as id_ed25519.pub");
        }
        throw refused(shown + " is no file of keys", "--authorize a file such as id_ed25519.pub");
    }

    private static FailureException refused(String why, String hint) {
        return Failure.of(FailureCode.USAGE, "nothing was set up: " + why)
                .hint(hint)
                .asException();
    }
}
