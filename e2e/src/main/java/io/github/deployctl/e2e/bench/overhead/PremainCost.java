package io.github.deployctl.e2e.bench.overhead;

import io.github.deployctl.e2e.kit.Jdk;
import io.github.deployctl.e2e.kit.TempFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
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
    private static final int LIMIT_SECONDS = 30;
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
            // Nobody accepts: the backlog holds two connections of every run.
            tcp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), RUNS * 8);
            int port = ((InetSocketAddress) tcp.getLocalAddress()).getPort();
            List<Double> plain = new ArrayList<>();
            List<Double> adopted = new ArrayList<>();
            for (int run = 0; run < RUNS; run++) {
                plain.add(start(port, socket, List.of()));
                adopted.add(start(port, socket, List.of("-javaagent:" + adopter)));
                requireCall(control);
            }
            return Medians.of(adopted) - Medians.of(plain);
        }
    }

    private double start(int port, Path socket, List<String> option) throws IOException, InterruptedException {
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
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("a JVM with " + option + " did not start and end by itself");
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return (Long.parseLong(said) - begun) / 1000.0;
        } finally {
            process.destroyForcibly();
        }
    }

    /** An adopter that did not call has not been measured. */
    private static void requireCall(ServerSocketChannel control) throws IOException {
        control.configureBlocking(false);
        var call = control.accept();
        if (call == null) {
            throw new IOException("the adopter has not called: it was not installed");
        }
        call.close();
    }
}
