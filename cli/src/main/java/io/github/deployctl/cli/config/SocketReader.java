package io.github.deployctl.cli.config;

import io.github.deployctl.common.release.AppName;
import java.util.regex.Pattern;

/** {@code socket}: where the agent listens on a host, when that is not where its unit puts it. */
final class SocketReader {
    /** sun_path holds 108 bytes with the closing NUL, unix(7). */
    private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7e]{1,106}");

    private SocketReader() {}

    static String read(AppName app, Section file) {
        return file.get("socket")
                .map(node -> Values.parsed(node, "socket", SocketReader::path))
                .orElse("/run/deployctl/" + app + "/agent.sock");
    }

    private static String path(String text) {
        if (!PATH.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "socket must be an absolute path of at most 107 printable ASCII characters");
        }
        return text;
    }
}
