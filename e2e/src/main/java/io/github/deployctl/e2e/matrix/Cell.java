package io.github.deployctl.e2e.matrix;

import io.github.deployctl.e2e.matrix.load.Mode;
import io.github.deployctl.e2e.matrix.load.Protocol;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A server app that is built.
 *
 * @param name its module's
 * @param server the server's name for people
 * @param version the server's
 * @param tellsPid whether it answers with its process id
 */
public record Cell(
        String name, String server, String version, JavaRange java, Start start, Protocol protocol, boolean tellsPid) {
    private static final Path DESCRIPTION = Path.of("target", "cell.properties");

    /** The Java feature releases that it runs on, both ends included. */
    public record JavaRange(int first, int last) {
        public boolean includes(int feature) {
            return first <= feature && feature <= last;
        }
    }

    /** Returns every app under {@code apps} that is built, by name. */
    public static List<Cell> under(Path apps) throws IOException {
        List<Path> modules;
        try (Stream<Path> entries = Files.list(apps)) {
            modules = entries.filter(module -> Files.exists(module.resolve(DESCRIPTION)))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
        List<Cell> cells = new ArrayList<>();
        for (Path module : modules) {
            cells.add(of(module));
        }
        return cells;
    }

    /**
     * Reads {@code target/cell.properties} of a module.
     *
     * @throws IOException when it is not there or does not say what it must
     */
    static Cell of(Path module) throws IOException {
        Properties said = new Properties();
        try (Reader reader = Files.newBufferedReader(module.resolve(DESCRIPTION))) {
            said.load(reader);
        }
        try {
            return new Cell(
                    module.getFileName().toString(),
                    required(said, "server"),
                    required(said, "version"),
                    new JavaRange(
                            Integer.parseInt(required(said, "minJava").trim()),
                            Integer.parseInt(said.getProperty("maxJava", "999").trim())),
                    Start.of(module, said),
                    Protocol.parse(said.getProperty("protocol", "http1")),
                    !said.getProperty("pid", "yes").trim().equals("no"));
        } catch (IllegalArgumentException e) {
            throw new IOException(module.resolve(DESCRIPTION) + ": " + e.getMessage(), e);
        }
    }

    /** Returns this with more options for the JVM. */
    public Cell with(List<String> options) {
        return new Cell(name, server, version, java, start.with(options), protocol, tellsPid);
    }

    /** Returns the modes that make sense for it. */
    public Set<Mode> modes() {
        return protocol.hasSlow() ? EnumSet.allOf(Mode.class) : EnumSet.complementOf(EnumSet.of(Mode.SLOW));
    }

    private static String required(Properties said, String key) {
        String value = said.getProperty(key, "").trim();
        if (value.isEmpty()) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }
}
