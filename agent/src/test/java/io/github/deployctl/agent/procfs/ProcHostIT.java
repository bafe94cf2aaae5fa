package io.github.deployctl.agent.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.os.HostContract;
import io.github.deployctl.agent.os.OomCounters;
import io.github.deployctl.agent.os.ProcessId;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

    @Test
    void aProcessThatIsKilledForTheLimitOfItsGroupIsCounted() throws Exception {
        Path groups = Path.of("/sys/fs/cgroup/memory");
        Path group = groups.resolve("deployctl-it-" + ProcessHandle.current().pid());
        assumeTrue(
                Files.isWritable(groups),
                "SKIPPED: a memory control group of version 1 that may be written to is needed");
        Files.createDirectory(group);
        try {
            Files.writeString(group.resolve("memory.limit_in_bytes"), Long.toString(16 << 20));
            // tail keeps what it reads until a line ends.
            String script = "echo $$ > " + group + "/cgroup.procs; echo in; read go; exec tail /dev/zero";
            Process hungry = new ProcessBuilder("sh", "-c", script).start();
            servers.add(hungry);
            assertThat(hungry.inputReader().readLine()).isEqualTo("in");
            ProcessId process =
                    new ProcTable(Path.of("/proc")).find(hungry.pid()).orElseThrow();
            OomCounters before = host().oomCounters(process);
            hungry.getOutputStream().write('\n');
            hungry.getOutputStream().flush();

            assertThat(hungry.waitFor()).as("SIGKILL").isEqualTo(137);
            assertThat(before.risen(host().again(before)))
                    .filteredOn(c -> c.scope() == OomCounters.Scope.GROUP && c.kill())
                    .hasSize(1)
                    .allSatisfy(c -> assertThat(c.file())
                            .isEqualTo(group.resolve("memory.oom_control").toString()));
        } finally {
            Files.delete(group);
        }
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
