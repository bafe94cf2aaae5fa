package io.github.deployctl.agent.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.os.PrivateListener;
import io.github.deployctl.agent.procfs.ProcHost;
import io.github.deployctl.agent.proof.Sampler;
import io.github.deployctl.agent.proof.Watched;
import io.github.deployctl.agent.proof.Window;
import io.github.deployctl.common.protocol.Proof;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is seen of a real listener, by the looking thread's own clock. */
@Timeout(60)
final class SamplerIT {
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int O_NONBLOCK = 04000;

    private final Host host = new ProcHost(Path.of("/proc"));
    private final AtomicBoolean matters = new AtomicBoolean(true);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong lastReading = new AtomicLong();
    private final AtomicLong longestGap = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();

    @TempDir
    Path folder;

    private Kernel kernel;
    private Fd listener;
    private int port;

    @BeforeEach
    void openAListener() throws Exception {
        kernel = Kernel.modern(folder);
        PrivateListener opened = kernel.listeners().openPrivate();
        listener = kernel.keep(opened.fd());
        port = opened.port();
    }

    @AfterEach
    void endThreads() throws Exception {
        matters.set(false);
        for (Thread thread : threads) {
            thread.join();
        }
        kernel.close();
    }

    @Test
    void aConnectionThatWaits200MillisecondsIsSeenToHaveWaitedThatLong() throws Exception {
        Window window = open(true);
        long connecting = System.nanoTime();
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        long connected = System.nanoTime();
        awaitLooks(Duration.ofMillis(200));
        long accepting = System.nanoTime();
        accept();
        long accepted = System.nanoTime();
        awaitLooks(Duration.ZERO);
        client.close();

        Proof proof = window.close();
        long waited = Objects.requireNonNull(proof.longestWaitMillis());
        assertThat(waited).isBetween(200L, millis(accepted - connecting + 2 * longestGap.get()));
        assertThat(waited).isGreaterThanOrEqualTo((accepting - connected) / 1_000_000);
        assertThat(proof.looks()).isGreaterThan(3);
        assertThat(proof.unmeasured()).isNull();
    }

    @Test
    void aQuietListenerBoundsTheWaitByTheLongestGapBetweenTwoLooks() throws Exception {
        Window window = open(true);
        awaitLooks(Duration.ofMillis(100));
        Proof proof = window.close();
        assertThat(proof.longestWaitMillis()).isBetween(1L, millis(2 * longestGap.get()));
        assertThat(proof.findings()).noneMatch(text -> text.startsWith("listener "));
    }

    @Test
    void whatSomebodyChangesIsPutRightByTheNextLookAndTold() throws Exception {
        Window window = open(true);
        int number = number();
        NativeFunction fcntl = kernel.libc.function("fcntl");
        fcntl.check("fcntl", number, F_SETFL, fcntl.check("fcntl", number, F_GETFL, 0) & ~O_NONBLOCK);
        await().until(() -> kernel.listeners().isNonBlocking(listener));
        int backlog = kernel.listeners().queue(listener).limit();
        kernel.sockets.listen(number, 7, "somebody's");
        await().until(() -> kernel.listeners().queue(listener).limit() == backlog);

        assertThat(window.close().findings())
                .contains(
                        "listener http: O_NONBLOCK was cleared, so an accept could hang; it is set again",
                        "listener http: its backlog was 7; it is " + backlog + " again");
    }

    @Test
    void whatAFullQueueDropsIsCountedAsRefused() throws Exception {
        Window window = open(false);
        kernel.sockets.listen(number(), 1, "somebody's");
        long before = host.listenCounters().orElseThrow().overflows();
        List<SocketChannel> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                SocketChannel client = SocketChannel.open();
                clients.add(client);
                client.configureBlocking(false);
                client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            }
            await().until(() -> host.listenCounters().orElseThrow().overflows() > before);
            Proof proof = window.close();
            assertThat(proof.refused()).isPositive();
            assertThat(proof.findings())
                    .anyMatch(text -> text.contains("its backlog was 1;"))
                    .as("it was seen full, so nobody else is suspected")
                    .noneMatch(text -> text.contains("another's"));
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    @Test
    void theThreadEndsWhenTheHandOverMattersNoMore() throws Exception {
        Window window = open(true);
        matters.set(false);
        threads.get(0).join();
        assertThat(window.close()).isSameAs(window.close());
    }

    private Window open(boolean looking) {
        Sampler sampler = new Sampler(kernel.listeners(), host, this::nanos, (name, task) -> {
            Thread thread = new Thread(task, name);
            threads.add(thread);
            if (looking) {
                thread.start();
            }
        });
        return sampler.open("test", List.of(new Watched("http", listener)), () -> {
            asked.incrementAndGet();
            return matters.get();
        });
    }

    /** Waits so long, and until a look was begun and ended after it: before each it is asked whether that matters, also before the first. */
    private void awaitLooks(Duration time) {
        await().pollDelay(time).until(() -> true);
        int before = asked.get();
        await().pollDelay(Duration.ZERO).until(() -> asked.get() >= before + 3);
    }

    /** Notes how far apart the looks were, which on a busy machine is anything. */
    private long nanos() {
        long now = System.nanoTime();
        long last = lastReading.getAndSet(now);
        if (last != 0) {
            longestGap.accumulateAndGet(now - last, Math::max);
        }
        return now;
    }

    private void accept() throws Exception {
        int connection = kernel.libc.function("accept").check("accept", number(), 0, 0);
        kernel.libc.function("close").call(connection);
    }

    private int number() throws Exception {
        return PosixFd.of(listener).use(open -> open);
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000 + 1;
    }
}
