package io.github.deployctl.cli.deploy;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.protocol.Event;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts what hosts send at the same time into the order of its times, each host's own in the order in which it came. Nothing is passed on before every host has sent
 * something or has ended, and a host that is far ahead waits, so that little is held. What has no time belongs to what its host sent before.
 */
final class Merging {
    /** Pieces of at most 32 KiB that are held of one host. */
    private static final int MOST = 8;

    private final LogWatch.Taker reader;
    private final Map<HostAddress, Queue> queues = new LinkedHashMap<>();
    private boolean enough;

    Merging(List<HostAddress> hosts, LogWatch.Taker reader) {
        this.reader = reader;
        hosts.forEach(host -> queues.put(host, new Queue()));
    }

    private record Piece(Event event, long millis) {}

    private static final class Queue {
        private final Deque<Piece> pieces = new ArrayDeque<>();
        private long last = Long.MIN_VALUE;
        private boolean ended;
    }

    /** Takes what {@code host} has sent, on a thread of its own, which may have to wait; returns false when no more is wanted. */
    synchronized boolean put(HostAddress host, Event event) {
        Queue queue = queue(host);
        try {
            while (queue.pieces.size() >= MOST && !enough) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        Long millis = event instanceof Event.Logged logged ? logged.byMillis() : null;
        queue.last = millis == null ? queue.last : Math.max(queue.last, millis);
        queue.pieces.add(new Piece(event, queue.last));
        notifyAll();
        return !enough;
    }

    /** No more comes from {@code host}. */
    synchronized void end(HostAddress host) {
        queue(host).ended = true;
        notifyAll();
    }

    /** Passes all on, on the caller's thread, and returns when every host has ended or the reader has enough. */
    void run() throws InterruptedException {
        Map.@Nullable Entry<HostAddress, Event> next = take();
        while (next != null) {
            if (!reader.take(next.getKey(), next.getValue())) {
                stop();
                return;
            }
            next = take();
        }
    }

    private synchronized void stop() {
        enough = true;
        notifyAll();
    }

    private synchronized Map.@Nullable Entry<HostAddress, Event> take() throws InterruptedException {
        while (queues.values().stream().anyMatch(queue -> queue.pieces.isEmpty() && !queue.ended)) {
            wait();
        }
        // The first of those that are equally old.
        Optional<Map.Entry<HostAddress, Queue>> oldest = queues.entrySet().stream()
                .filter(entry -> !entry.getValue().pieces.isEmpty())
                .min((one, other) -> Long.compare(
                        one.getValue().pieces.element().millis(),
                        other.getValue().pieces.element().millis()));
        notifyAll();
        return oldest.map(entry -> Map.entry(
                        entry.getKey(), entry.getValue().pieces.remove().event()))
                .orElse(null);
    }

    private Queue queue(HostAddress host) {
        Queue queue = queues.get(host);
        if (queue == null) {
            throw new IllegalArgumentException(host + " was not announced");
        }
        return queue;
    }
}
