package io.github.deployctl.e2e.matrix;

import io.github.deployctl.e2e.kit.Jdk;
import io.github.deployctl.e2e.matrix.load.Mode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** The apps for which losing nothing is not promised, each with its reason: {@code app}, {@code app.jdk} or {@code app.jdk.mode} as the key. All others are supported. */
public final class Unsupported {
    private final Properties reasons = new Properties();

    private Unsupported() {}

    public static Unsupported read(Path file) throws IOException {
        Unsupported unsupported = new Unsupported();
        try (Reader reader = Files.newBufferedReader(file)) {
            unsupported.reasons.load(reader);
        }
        return unsupported;
    }

    Optional<String> reason(Cell cell, Jdk jdk, Mode mode) {
        String onJdk = cell.name() + "." + jdk.feature();
        return Optional.ofNullable(reasons.getProperty(cell.name()))
                .or(() -> Optional.ofNullable(reasons.getProperty(onJdk)))
                .or(() -> Optional.ofNullable(reasons.getProperty(onJdk + "." + mode.label())));
    }
}
