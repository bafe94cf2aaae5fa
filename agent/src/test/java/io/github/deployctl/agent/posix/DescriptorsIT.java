package io.github.deployctl.agent.posix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.Fd;
import java.io.FileInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A child has the descriptors it was given and no other, whatever other threads open and close while it is made. */
@Timeout(120)
final class DescriptorsIT {
    /** The listing is a child of the shell's, so the shell's own descriptors are seen, and those alone. */
    private static final String LIST = "ls -l /proc/$$/fd; :";

    @TempDir
    Path folder;

    @Test
    void aThousandChildrenHaveExactlyWhatTheyWereGiven() throws Exception {
        try (Kernel kernel = Kernel.modern(folder)) {
            launchWhileOthersOpen(kernel, 1000);
        }
    }

    @Test
    void soHaveThoseOfAnOlderCLibrary() throws Exception {
        try (Kernel kernel = Kernel.old(folder)) {
            launchWhileOthersOpen(kernel, 200);
        }
    }

    @Test
    void theOrderIsTheGivenOneWhateverTheirNumbersAre() throws Exception {
        try (Kernel kernel = Kernel.modern(folder)) {
            // Numbers that the child's descriptors will have are free here, so that a copy could get one of them.
            List<Fd> low = open(kernel, 40);
            List<Fd> opened = open(kernel, 40);
            low.forEach(Fd::close);
            Collections.reverse(opened);
            assertHas(kernel, opened.toArray(new Fd[0]));
            assertHas(kernel, opened.get(7), opened.get(7));
        }
    }

    private static List<Fd> open(Kernel kernel, int count) throws Exception {
        List<Fd> opened = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            opened.add(kernel.keep(kernel.listeners().openPrivate().fd()));
        }
        return opened;
    }

    private static void launchWhileOthersOpen(Kernel kernel, int launches) throws Exception {
        Fd one = kernel.keep(kernel.listeners().openPrivate().fd());
        Fd other = kernel.keep(kernel.listeners().openPrivate().fd());
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Future<?> files = threads.submit(() -> openAndCloseFiles(over));
            Future<?> sockets = threads.submit(() -> openAndCloseSockets(over));
            Future<?> half = threads.submit(() -> launch(kernel, launches / 2, one, other));
            launch(kernel, launches / 2, other, one);
            half.get(60, TimeUnit.SECONDS);
            over.set(true);
            files.get(10, TimeUnit.SECONDS);
            sockets.get(10, TimeUnit.SECONDS);
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
    }

    private static Void launch(Kernel kernel, int launches, Fd... passed) throws Exception {
        for (int i = 0; i < launches; i++) {
            assertHas(kernel, passed);
        }
        return null;
    }

    private static void assertHas(Kernel kernel, Fd... passed) throws Exception {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < passed.length; i++) {
            expected.add((3 + i) + " socket:[" + passed[i].inode() + "]");
        }
        // ... 3 -> socket:[4711]
        List<String> lines = kernel.shell(LIST, passed)
                .lines()
                .filter(line -> line.contains(" -> "))
                .map(line -> line.replaceAll("^.* ([0-9]+) -> ", "$1 "))
                .toList();
        List<String> standard =
                lines.stream().filter(line -> line.matches("[012] .*")).toList();
        assertThat(standard).hasSize(3);
        assertThat(standard.get(0)).isEqualTo("0 /dev/null");
        assertThat(standard.get(1)).matches("1 .*/log[0-9]+");
        assertThat(standard.get(2)).matches("2 .*/log[0-9]+");
        List<String> others = new ArrayList<>(lines);
        others.removeAll(standard);
        assertThat(others).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** The JDK opens these without close-on-exec. */
    private static Void openAndCloseFiles(AtomicBoolean over) throws Exception {
        while (!over.get()) {
            List<AutoCloseable> open = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                open.add(new FileInputStream("/proc/self/stat"));
            }
            closeAll(open);
        }
        return null;
    }

    private static Void openAndCloseSockets(AtomicBoolean over) throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            while (!over.get()) {
                List<AutoCloseable> open = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    open.add(SocketChannel.open(server.getLocalAddress()));
                    open.add(server.accept());
                }
                closeAll(open);
            }
        }
        return null;
    }

    private static void closeAll(List<AutoCloseable> open) throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        // Leaves a core to those who launch.
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
    }
}
