package io.github.deployctl.cli.completion;

import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which releases of an app were seen from here, the newest first: a file for each app. One that cannot be read or written is as good as none. */
public final class SeenReleases {
    private static final int MOST = 50;

    private final Path folder;

    /** @param cache where this user keeps what can be had again */
    public SeenReleases(Path cache) {
        this.folder = cache.resolve("releases");
    }

    /** Notes some, of which the first is the newest. */
    public void note(AppName app, List<ReleaseId> releases) {
        Set<String> all = new LinkedHashSet<>();
        releases.forEach(release -> all.add(release.value()));
        List<String> known = of(app);
        all.addAll(known);
        List<String> kept = all.stream().limit(MOST).toList();
        if (kept.equals(known)) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Path unfinished = folder.resolve(app.value() + ".unfinished");
            Files.write(unfinished, kept);
            Files.move(unfinished, folder.resolve(app.value()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Nobody is completed what was not seen.
        }
    }

    public List<String> of(AppName app) {
        try {
            return Files.readAllLines(folder.resolve(app.value()));
        } catch (IOException e) {
            return List.of();
        }
    }
}
