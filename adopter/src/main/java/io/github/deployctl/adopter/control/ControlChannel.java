package io.github.deployctl.adopter.control;

import io.github.deployctl.adopter.listener.Adoption;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The conversation with the agent, for as long as the JVM lives: says hello and the state, carries out commands, and begins again
 * when the agent has gone. Its thread blocks while there is nothing to say; it is the only one of the adopter.
 */
public final class ControlChannel implements Runnable {
    private static final long RECONNECT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Path socket;
    private final Identity identity;
    private final Outbox outbox;
    private final Work work;

    /**
     * What the conversation is about.
     *
     * @param afterwards what is done each time after all has been said; usually it has nothing to do
     */
    public record Work(Adoption adoption, Commands commands, Runnable afterwards) {}

    public ControlChannel(Path socket, Identity identity, Outbox outbox, Work work) {
        this.socket = socket;
        this.identity = identity;
        this.outbox = outbox;
        this.work = work;
    }

    /** Tells the agent why this JVM ends, as far as the agent can be reached. */
    public static void reportFailure(Path socket, Identity identity, String reason) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ByteBuffer lines = encode(List.of(identity.hello(), "failed " + reason));
            while (lines.hasRemaining()) {
                channel.write(lines);
            }
        } catch (IOException | RuntimeException e) {
            // The reason is on stderr too, and the exit status says the rest.
        }
    }

    @Override
    public void run() {
        while (true) {
            try {
                converse();
            } catch (IOException | RuntimeException | LinkageError | VirtualMachineError e) {
                // The agent is away or restarts, or the app has no memory just now: it must not notice, and this goes
                // on.
            }
            outbox.close();
            // Somebody else's interrupt would end the sleep, and the next select, at once.
            Thread.interrupted();
            LockSupport.parkNanos(RECONNECT_NANOS);
        }
    }

    private void converse() throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            work.adoption().describeTo((bound, serving) -> {
                List<String> first = new ArrayList<>();
                first.add(identity.hello());
                for (String name : bound) {
                    first.add("bound " + name);
                }
                first.add("serving " + serving.word());
                outbox.open(selector, first);
            });
            Lines incoming = new Lines();
            ByteBuffer unsent = ByteBuffer.allocate(0);
            while (read(channel, incoming)) {
                unsent = send(channel, unsent);
                work.afterwards().run();
                key.interestOps(SelectionKey.OP_READ | (unsent.hasRemaining() ? SelectionKey.OP_WRITE : 0));
                selector.select();
                selector.selectedKeys().clear();
                Thread.interrupted();
            }
        }
    }

    /** Reads what there is and carries it out. Returns false at the end of the stream. */
    private boolean read(SocketChannel channel, Lines incoming) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Lines.LIMIT);
        int count = channel.read(bytes);
        for (String line : incoming.accept(bytes.flip())) {
            Command command = Command.parse(line);
            if (command != null) {
                outbox.add(command.run(work.commands()));
            }
        }
        return count >= 0;
    }

    /** Sends what is left and what has come since, and returns what the socket did not take. */
    private ByteBuffer send(SocketChannel channel, ByteBuffer unsent) throws IOException {
        ByteBuffer current = unsent;
        if (!current.hasRemaining()) {
            current = encode(outbox.take());
        }
        while (current.hasRemaining() && channel.write(current) > 0) {
            if (!current.hasRemaining()) {
                current = encode(outbox.take());
            }
        }
        return current;
    }

    private static ByteBuffer encode(List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line).append('\n');
        }
        return ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
