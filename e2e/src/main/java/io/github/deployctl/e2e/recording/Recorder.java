package io.github.deployctl.e2e.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code e2e/recording}: runs {@code deployctl demo} and leaves it as an animated SVG. */
public final class Recorder {
    private Recorder() {}

    /** Takes the command's path and the file to write. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Files.writeString(Path.of(args[1]), Animation.of(Recording.of("deployctl demo", Path.of(args[0]))));
    }
}
