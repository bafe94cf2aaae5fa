package io.github.deployctl.agent.launch;

import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.agent.os.Processes.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** Which commands run beside the app, so that an agent ends what the one before it had run when it was killed. After a power loss none of them runs, so nothing here is synced. */
final class ErrandRecords {
    /** Names the command in its environment, and in that of all that it starts. */
    static final String TOKEN = "DEPLOYCTL_ERRAND";

    /** What is being started while the others are ended is found the next time. */
    private static final int MOST_ROUNDS = 20;

    private final Path folder;

    ErrandRecords(Path folder) {
        this.folder = folder;
    }

    /** Notes one that is about to begin, and returns its token. */
    String begin() throws IOException {
        String token = UUID.randomUUID().toString();
        Files.createDirectories(folder);
        Files.createFile(folder.resolve(token));
        return token;
    }

    void end(String token) {
        try {
            Files.deleteIfExists(folder.resolve(token));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends all that is noted. */
    void endLeft(Processes processes) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
            for (Path each : left) {
                killAll(processes, String.valueOf(each.getFileName()));
                // Whoever waited for it may still be there, and have seen its end.
                Files.deleteIfExists(each);
            }
        }
    }

    /** Ends at once all that has this token. */
    static void killAll(Processes processes, String token) {
        List<ProcessId> found = processes.findByEnvironment(TOKEN, token);
        for (int round = 0; round < MOST_ROUNDS && !found.isEmpty(); round++) {
            found.forEach(process -> processes.signal(process, Signal.KILL));
            found = processes.findByEnvironment(TOKEN, token);
        }
    }
}
