package io.github.deployctl.cli.demo;

import io.github.deployctl.cli.demo.server.DemoServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Packs the demo server into executable jars, one a version. */
public final class DemoJars {
    /** A class that is missing here is a NoClassDefFoundError of the packed server, which its test would meet. */
    private static final List<String> CLASSES = List.of("DemoServer", "Answer", "Pages", "Echo", "Slow", "InFlight");

    private final Path folder;

    /** @param folder where the jars are written; it exists */
    public DemoJars(Path folder) {
        this.folder = folder;
    }

    /** Makes a release that works. */
    public Path working(String version) throws IOException {
        return pack(version, "version=" + version + "\n");
    }

    /** Makes a release that ends at its start, with exit status 3 and its reason on stderr. */
    public Path broken(String version) throws IOException {
        return pack(version, "version=" + version + "\nbroken=true\n");
    }

    /** Adds the server's classes to a jar that another class starts. */
    public static ExecutableJar addServer(ExecutableJar jar) throws IOException {
        for (String name : CLASSES) {
            jar.withClass(DemoServer.class, name);
        }
        return jar;
    }

    private Path pack(String version, String settings) throws IOException {
        Path jar = folder.resolve("demo-" + version + ".jar");
        addServer(new ExecutableJar(DemoServer.class.getName(), version))
                .with("demo.properties", settings.getBytes(StandardCharsets.ISO_8859_1))
                .write(jar);
        return jar;
    }
}
