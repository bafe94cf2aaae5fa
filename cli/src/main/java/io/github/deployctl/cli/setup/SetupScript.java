package io.github.deployctl.cli.setup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One shell script that carries the agent's distribution and sets a host up with it. All of it is a function called by the last line, so that a script that did
 * not arrive whole does nothing; its folder on the host goes when it ends, however it ends.
 *
 * @param folder of the agent's distribution
 * @param version of it
 */
public record SetupScript(Path folder, String version) {
    /** What a look at a host needs. */
    private static final List<String> SMALL = List.of("deployctl-agent", "deployctl-agent@.service", "setup");

    private static final List<String> JARS = List.of("deployctl-agent.jar", "deployctl-adopter.jar");
    private static final int COLUMNS = 120;
    private static final String END = "DEPLOYCTL_END";

    /** Returns the script that carries everything; more arguments may be given to it, such as {@code --dry-run}. */
    public String whole(SetupOrder order) throws IOException {
        return text(order.words(), true);
    }

    /** Returns the script that looks and says what it would do: without the jars, whose checksums will do for that. */
    String look(SetupOrder order) throws IOException {
        List<String> words = order.words();
        words.add("--dry-run");
        return text(words, false);
    }

    private String text(List<String> words, boolean whole) throws IOException {
        StringBuilder text = new StringBuilder("""
                #!/bin/sh
                # Made by deployctl %s: sets a host up, as root. With --dry-run it only says what it would do.
                main() {
                    exec 2>&1
                    umask 077
                    folder=$(mktemp -d "${TMPDIR:-/tmp}/deployctl-setup.XXXXXX") || exit 1
                    trap 'rm -rf "$folder"' EXIT
                    trap 'exit 129' HUP
                    trap 'exit 130' INT
                    trap 'exit 141' PIPE
                    trap 'exit 143' TERM
                    export TMPDIR="$folder"
                """.formatted(version));
        StringBuilder sums = new StringBuilder();
        for (String file : SMALL) {
            unpack(text, file, read(file, sums));
        }
        for (String file : JARS) {
            byte[] jar = read(file, sums);
            if (whole) {
                unpack(text, file, jar);
            }
        }
        unpack(text, "SHA256SUMS", sums.toString().getBytes(StandardCharsets.UTF_8));
        text.append("    sh \"$folder/setup\" ")
                .append(words.stream().map(SetupScript::quoted).collect(Collectors.joining(" ")))
                .append(" \"$@\" </dev/null\n    exit $?\n}\nmain \"$@\"\n");
        return text.toString();
    }

    private byte[] read(String file, StringBuilder sums) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(file));
        sums.append(sha256(bytes)).append("  ").append(file).append('\n');
        return bytes;
    }

    private static void unpack(StringBuilder text, String file, byte[] bytes) {
        text.append("    base64 -d >\"$folder/")
                .append(file)
                .append("\" <<'")
                .append(END)
                .append("' || exit 1\n");
        byte[] newline = {'\n'};
        text.append(Base64.getMimeEncoder(COLUMNS, newline).encodeToString(bytes))
                .append('\n')
                .append(END)
                .append('\n');
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
