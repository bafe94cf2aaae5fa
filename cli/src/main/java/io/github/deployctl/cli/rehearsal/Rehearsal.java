package io.github.deployctl.cli.rehearsal;

import io.github.deployctl.cli.Deployctl;
import io.github.deployctl.cli.demo.ExecutableJar;
import io.github.deployctl.cli.demo.host.KeyFiles;
import io.github.deployctl.cli.demo.host.LoopbackSshHost;
import io.github.deployctl.cli.remote.ssh.SshLibrary;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Surroundings;
import io.github.deployctl.common.json.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** {@code Rehearsal FOLDER}: answers and pushes once, in an empty folder. Exit status 0 when all went as it does at a user's, 1 when not. */
public final class Rehearsal {
    private static final long LONGEST_MILLIS = 60_000;

    private final Path folder;
    private final Console console;

    private Rehearsal(Path folder) {
        this.folder = folder;
        Surroundings around = new Surroundings(Map.of(), folder, folder, "nobody", "rehearsal", Clock.systemUTC());
        PrintStream nowhere = new PrintStream(System.out, true);
        this.console = Console.plain(around, nowhere, nowhere);
    }

    public static void main(String[] args) throws IOException, GeneralSecurityException {
        endAfter(LONGEST_MILLIS);
        boolean done = new Rehearsal(Path.of(args[0]).toAbsolutePath()).play();
        System.exit(done ? 0 : 1);
    }

    /** Whoever waits for the archive does not wait for ever. */
    private static void endAfter(long millis) {
        Thread limit = new Thread(
                () -> {
                    try {
                        Thread.sleep(millis);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().halt(1);
                },
                "rehearsal-limit");
        limit.setDaemon(true);
        limit.start();
    }

    private boolean play() throws IOException, GeneralSecurityException {
        // An answer that was written down, one that was not, and a mistake.
        Deployctl.main(new String[] {"--version"});
        boolean done = Deployctl.start("status", "--help") == 0 && run("sttus") == 2;
        SshLibrary.rehearseEd25519();
        Path socket = folder.resolve("agent.sock");
        KeyPair hostKey = KeyFiles.newKey();
        KeyPair own = KeyFiles.newKey();
        try (LoopbackSshHost host = LoopbackSshHost.start(hostKey, own.getPublic(), socket::equals);
                Understudy agent = Understudy.on(socket)) {
            KeyFiles.writePrivateKey(own, folder.resolve("id"));
            KeyFiles.writeKnownHosts(host.port(), hostKey.getPublic(), folder.resolve("known_hosts"));
            new ExecutableJar("Shop", "1.0.0")
                    .with("Shop.class", new byte[1 << 16])
                    .write(folder.resolve("shop.jar"));
            Files.write(
                    folder.resolve("deployctl.yml"),
                    List.of(
                            "app: " + Understudy.APP,
                            "artifact: shop.jar",
                            "hosts: [" + Json.write("127.0.0.1:" + host.port()) + "]",
                            "socket: " + Json.write(socket.toString()),
                            "listeners: {http: 8080}",
                            "java: {options: [-Xmx64m]}",
                            "ready: {http: /ready, timeout: 30s}"));
            // First it is sent, then it is there.
            for (String verb : List.of("push", "push", "status")) {
                done &= onHost(verb) == 0;
            }
            return done && agent.deploys() == 2;
        }
    }

    private int onHost(String verb) {
        return run(verb, "--identity", "id", "--known-hosts", "known_hosts");
    }

    private int run(String... words) {
        return Deployctl.run(List.of(words), console);
    }
}
