package io.github.deployctl.cli.doctor;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a plain login was told of the agent's unit.
 *
 * @param kind whether there was anything to be told
 * @param properties as systemctl(1) shows them
 * @param socket what ls(1) says of the agent's socket, or an empty string
 */
public record UnitSight(Kind kind, Map<String, String> properties, String socket) {
    private static final String BEGIN = "deployctl-doctor begins";
    private static final String PROPERTIES = "LoadState,ActiveState,SubState,Result,NRestarts,ExecMainStatus";

    /** What came of it. */
    public enum Kind {
        SEEN,
        /** The login's key runs one command, whatever it is asked. */
        RESTRICTED,
        NO_SYSTEMD,
        /** No answer. */
        LOST
    }

    public UnitSight {
        requireNonNull(kind, "kind");
        properties = Map.copyOf(properties);
        requireNonNull(socket, "socket");
    }

    static UnitSight without(Kind kind) {
        return new UnitSight(kind, Map.of(), "");
    }

    /** Returns the command that tells it; for any shell, and for a user who may do nothing but look. */
    static String question(String unit, String socket) {
        return "echo '" + BEGIN + "'; systemctl show -p " + PROPERTIES + " '" + unit
                + "' 2>&1 || echo Missing=systemd; ls -ld -- '" + socket.replace("'", "'\\''")
                + "' 2>&1 | sed 's/^/Socket=/'";
    }

    /** Reads what was printed; before the first line of the answer a login may print what it likes. */
    static UnitSight of(List<String> lines) {
        int begin = lines.indexOf(BEGIN);
        if (begin < 0) {
            return without(Kind.RESTRICTED);
        }
        Map<String, String> properties = new TreeMap<>();
        for (String line : lines.subList(begin + 1, lines.size())) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                properties.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        String socket = properties.getOrDefault("Socket", "");
        boolean systemd = properties.containsKey("LoadState") && !properties.containsKey("Missing");
        return new UnitSight(systemd ? Kind.SEEN : Kind.NO_SYSTEMD, properties, socket);
    }

    String property(String name) {
        return properties.getOrDefault(name, "");
    }
}
