package io.github.deployctl.e2e.bench.overhead;

import io.github.deployctl.e2e.kit.Jdk;
import io.github.deployctl.e2e.kit.TempFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What {@code -javaagent} adds to a JVM's start: from the fork to the first line of main, with the agent's environment, sockets at descriptors 3 and 4 and somebody
 * who takes the adopter's call, against the same without the option. One after the other, in turn.
 */
public final class PremainCost {
    private static final int RUNS = 15;
    private static final int LOOKS = 500;
    private static final long LOOK_MILLIS = 20;
    /** ProcessBuilder hands on no descriptor but 0 to 2; a shell can open what the adopter wants to find. */
    private static final String WITH_SOCKETS =
            "exec 3<>\"/dev/tcp/127.0.0.1/$0\" 4<>\"/dev/tcp/127.0.0.1/$0\" && exec \"$@\"";

    private final Jdk jdk;
    private final Path adopter;

    public PremainCost(Jdk jdk, Path adopter) {
        this.jdk = jdk;
        this.adopter = adopter;
    }

    /** Returns the difference of the medians, in milliseconds. */
    public double millis() throws IOException, InterruptedException {
        try (TempFolder temp = new TempFolder();
                ServerSocketChannel tcp = ServerSocketChannel.open();
                ServerSocketChannel control = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            Path socket = temp.path().resolve("adopter.sock");
            control.bind(UnixDomainSocketAddress.of(socket), RUNS * 2);
            control.configureBlocking(false);
            // Nobody accepts: the backlog holds two connections of every run.
            tcp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), RUNS * 8);
            int port = ((InetSocketAddress) tcp.getLocalAddress()).getPort();
            List<Double> plain = new ArrayList<>();
            List<Double> adopted = new ArrayList<>();
            for (int run = 0; run < RUNS; run++) {
                plain.add(start(port, socket, List.of(), () -> true));
                adopted.add(start(port, socket, List.of("-javaagent:" + adopter), () -> hasCalled(control)));
            }
            return Medians.of(adopted) - Medians.of(plain);
        }
    }

    /** Starts a JVM, waits until {@code called}, ends it, and returns the milliseconds to its main. */
    private double start(int port, Path socket, List<String> option, Call called)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                "bash", "-c", WITH_SOCKETS, Integer.toString(port), jdk.java().toString()));
        words.addAll(option);
        words.addAll(List.of("-cp", Classes.path(), StartTime.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment()
                .putAll(Map.of(
                        "DEPLOYCTL_ADOPTER_SOCKET",
                        socket.toString(),
                        "DEPLOYCTL_TOKEN",
                        "0".repeat(32),
                        "DEPLOYCTL_LISTENERS",
                        "http 127.0.0.1 " + port + " 3 4"));
        long begun = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        Process process = builder.start();
        try {
            String said = process.inputReader(StandardCharsets.US_ASCII).readLine();
            if (said == null) {
                throw new IOException("a JVM with " + option + " ended before its main");
            }
            // An adopter that does not call has not been measured.
            for (int look = 0; !called.hasCome(); look++) {
                if (look == LOOKS || process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new IOException("the adopter has not called: it was not installed");
                }
            }
            return (Long.parseLong(said) - begun) / 1000.0;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Whether somebody has called. */
    private interface Call {
        boolean hasCome() throws IOException;
    }

    private static boolean hasCalled(ServerSocketChannel control) throws IOException {
        try (SocketChannel call = control.accept()) {
            return call != null;
        }
    }
}
