package io.github.deployctl.e2e.app;

import io.github.deployctl.cli.demo.DemoJars;
import io.github.deployctl.cli.demo.ExecutableJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;

/** Packs the test app into executable jars, one a version and conduct. */
public final class OddJars {
    private final Path folder;

    /** @param folder where the jars are written; it exists */
    public OddJars(Path folder) {
        this.folder = folder;
    }

    public Path good(String version) throws IOException {
        return pack(version, Conduct.GOOD);
    }

    /** A good release that is about {@code bytes} large and has little in common with any other, so that its upload takes a while. */
    public Path padded(String version, int bytes) throws IOException {
        return padded(version, bytes, version.hashCode());
    }

    /** One that has all but a few classes in common with each other one of the same {@code seed} and size. */
    public Path padded(String version, int bytes, long seed) throws IOException {
        byte[] noise = new byte[bytes];
        new Random(seed).nextBytes(noise);
        Path jar = folder.resolve("odd-" + version + ".jar");
        server(version, Conduct.GOOD).with("noise", noise).write(jar);
        return jar;
    }

    public Path pack(String version, Conduct conduct) throws IOException {
        Path jar = folder.resolve("odd-" + version + ".jar");
        server(version, conduct).write(jar);
        return jar;
    }

    private static ExecutableJar server(String version, Conduct conduct) throws IOException {
        String settings = "version=" + version + "\nconduct=" + conduct + "\n";
        return DemoJars.addServer(new ExecutableJar(OddServer.class.getName(), version))
                .withClass(OddServer.class, "OddServer")
                .withClass(OddServer.class, "OddServer$1")
                .withClass(OddServer.class, "OddServer$Chatter")
                .withClass(OddServer.class, "Conduct")
                .with("odd.properties", settings.getBytes(StandardCharsets.ISO_8859_1));
    }
}
