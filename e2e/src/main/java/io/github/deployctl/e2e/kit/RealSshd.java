package io.github.deployctl.e2e.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * OpenSSH's server as a normal process on a loopback port, with a host key, a configuration and an authorized key of its own in a folder of the test. It lets
 * in whoever runs the test, by that key alone.
 */
public final class RealSshd implements AutoCloseable {
    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final int START_SECONDS = 30;

    private final Path folder;
    private final int port;
    private final Process process;

    private RealSshd(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Whether this machine has it. */
    public static boolean isInstalled() {
        return Files.isExecutable(SSHD);
    }

    /** Starts it with its files in {@code folder}, which exists. */
    public static RealSshd start(Path folder) throws IOException, InterruptedException {
        int port = Ports.free();
        newKey(folder, "host_key");
        newKey(folder, "id");
        Files.copy(folder.resolve("id.pub"), folder.resolve("authorized_keys"));
        Files.writeString(folder.resolve("sshd_config"), config(folder, port));
        if (System.getProperty("user.name").equals("root")) {
            // Started as root it wants its empty folder (sshd(8), FILES), which a package's service would have made.
            Files.createDirectories(
                    Path.of("/run/sshd"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        Process process = new ProcessBuilder(
                        SSHD.toString(),
                        "-D",
                        "-e",
                        "-f",
                        folder.resolve("sshd_config").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .start();
        RealSshd sshd = new RealSshd(folder, port, process);
        sshd.awaitListening();
        String hostKey = Files.readString(folder.resolve("host_key.pub"));
        Files.writeString(sshd.knownHosts(), "[127.0.0.1]:" + port + " " + hostKey);
        return sshd;
    }

    /** Makes a key pair without a passphrase in {@code folder}: {@code file} and {@code file.pub}. */
    public static void newKey(Path folder, String file) throws IOException, InterruptedException {
        Outcome outcome = new Command(
                        folder, List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "e2e", "-f", file))
                .run();
        if (outcome.exit() != 0) {
            throw new IOException("ssh-keygen: " + outcome.all());
        }
    }

    public int port() {
        return port;
    }

    /** The private key that is let in. */
    public Path identity() {
        return folder.resolve("id");
    }

    /** A file that knows this server's key. */
    public Path knownHosts() {
        return folder.resolve("known_hosts");
    }

    private void awaitListening() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < deadline && process.isAlive()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException e) {
                process.waitFor(20, TimeUnit.MILLISECONDS);
            }
        }
        process.destroyForcibly();
        throw new IOException("sshd does not listen: " + Files.readString(folder.resolve("sshd.log")));
    }

    private static String config(Path folder, int port) {
        // UsePAM needs root; StrictModes would refuse a folder below a world-writable one.
        return """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s
                AuthorizedKeysFile %s
                PidFile none
                UsePAM no
                StrictModes no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                AllowStreamLocalForwarding yes
                Subsystem sftp internal-sftp
                MaxStartups 50
                LogLevel VERBOSE
                """.formatted(port, folder.resolve("host_key"), folder.resolve("authorized_keys"));
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
