package io.github.deployctl.agent.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class AcceptorIT {
    private static final Acceptor.Manner TWO = new Acceptor.Manner("guest", "rw-------", 2, 128 * 1024);

    private @TempDir Path folder;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private @Nullable Acceptor acceptor;

    @AfterEach
    void close() throws IOException {
        if (acceptor != null) {
            acceptor.close();
        }
    }

    @Test
    void hostWithoutAThreadLeftIsAskedAgain() throws IOException {
        AtomicInteger refusals = new AtomicInteger(5);
        acceptor = Acceptor.start(socket(), TWO, AcceptorIT::greet, log::add, (name, stackBytes, task) -> {
            if (refusals.getAndDecrement() > 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            new Thread(task, name).start();
        });

        for (int refused = 0; refused < 5; refused++) {
            assertThat(greeting()).as("closed").isEqualTo(-1);
        }
        assertThat(greeting())
                .as("more than may be there at a time were refused before")
                .isEqualTo('h');
        assertThat(log).containsExactly("no guest can be taken for a moment: unable to create native thread");
    }

    @Test
    void whoComesWhenThereAreEnoughIsClosed() throws Exception {
        CountDownLatch leave = new CountDownLatch(1);
        AtomicInteger there = new AtomicInteger();
        Acceptor.Service stay = connection -> {
            there.incrementAndGet();
            awaitUninterruptibly(leave);
            greet(connection);
        };
        acceptor = Acceptor.start(socket(), TWO, stay, log::add);
        try (SocketChannel one = connect();
                SocketChannel two = connect()) {
            await().until(() -> there.get() == 2);
            assertThat(greeting()).isEqualTo(-1);
            leave.countDown();
            assertThat(read(one)).isEqualTo('h');
            assertThat(read(two)).isEqualTo('h');
            await().until(() -> greeting() == 'h');
        }
        assertThat(log).isEmpty();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void greet(SocketChannel connection) {
        try (connection) {
            connection.write(ByteBuffer.wrap(new byte[] {'h'}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int greeting() throws IOException {
        try (SocketChannel guest = connect()) {
            return read(guest);
        }
    }

    private static int read(SocketChannel guest) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        return guest.read(one) < 0 ? -1 : one.get(0);
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket()));
        return channel;
    }

    private Path socket() {
        return folder.resolve("guest.sock");
    }
}
