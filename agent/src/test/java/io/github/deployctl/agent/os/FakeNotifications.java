package io.github.deployctl.agent.os;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Imagined sockets: what {@link #send} is given for a path, the one that is open there receives. */
public final class FakeNotifications implements Notifications {
    private final Map<Path, BlockingQueue<String>> open = new ConcurrentHashMap<>();

    /** Returns false when nobody listens there. */
    public boolean send(Path path, String message) {
        BlockingQueue<String> messages = open.get(path);
        return messages != null && messages.add(message);
    }

    @Override
    public Socket open(Path path) {
        BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        open.put(path, messages);
        return new Socket() {
            @Override
            public Optional<String> receive(Duration patience) {
                try {
                    return Optional.ofNullable(messages.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return Optional.empty();
                }
            }

            @Override
            public void close() {
                open.remove(path, messages);
            }
        };
    }
}
