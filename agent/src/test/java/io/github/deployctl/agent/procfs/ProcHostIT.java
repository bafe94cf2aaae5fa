package io.github.deployctl.agent.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.os.HostContract;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

final class ProcHostIT extends HostContract {
    private final List<AutoCloseable> connections = new ArrayList<>();
    private final List<Process> servers = new ArrayList<>();

    @Override
    protected Host host() {
        return new ProcHost(Path.of("/proc"));
    }

    @Override
    protected Server server() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-cp",
                        Path.of(TwoConnections.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                                .toString(),
                        TwoConnections.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        servers.add(process);
        BufferedReader output = process.inputReader();
        int port = Integer.parseInt(output.readLine());
        for (int i = 0; i < 2; i++) {
            connections.add(new Socket(InetAddress.getLoopbackAddress(), port));
        }
        assertThat(output.readLine()).isEqualTo("accepted");
        return new Server(new ProcTable(Path.of("/proc")).find(process.pid()).orElseThrow(), port);
    }

    @AfterEach
    void endServers() throws Exception {
        for (AutoCloseable connection : connections) {
            connection.close();
        }
        for (Process server : servers) {
            server.destroyForcibly().waitFor();
        }
    }
}
