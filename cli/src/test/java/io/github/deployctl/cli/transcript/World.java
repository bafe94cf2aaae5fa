package io.github.deployctl.cli.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.Deployctl;
import io.github.deployctl.cli.command.Version;
import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.HeldPort;
import io.github.deployctl.cli.fixture.Host;
import io.github.deployctl.cli.fixture.Jars;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Screen;
import io.github.deployctl.cli.terminal.Situation;
import io.github.deployctl.cli.terminal.Surroundings;
import io.github.deployctl.common.protocol.Hello;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.Checksum;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/**
 * A host {@code web1}, an app {@code shop} in a folder, and somebody who types commands there, each in a folder of its own and with an agent of its own. What a
 * user has in the home folder says how web1 is reached, so that no command needs an option for it.
 */
public final class World implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** Of commands that are interrupted at their second request. */
    private static final Set<String> BEFORE = Set.of("push", "upgrade", "--watch");

    private static final String SPOILT = "drian: {timeout: 5s}\n";

    private final Path root;
    private final ToIntFunction<Console> interruption;
    private final Host host;
    private final Path jar;
    private final ServerSocket silent;
    /** Where nothing listens. */
    private final HeldPort dead = new HeldPort();

    private int played;

    /** @param interruption what a signal does to the process that a console belongs to; returns its exit status */
    public World(Path root, ToIntFunction<Console> interruption) throws Exception {
        this.root = root;
        this.interruption = interruption;
        this.host = Host.start(root);
        this.jar = Jars.executable(root.resolve("shop.jar"), "1.4.2");
        this.silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        silent.setSoTimeout((int) LIMIT.toMillis());
        home("up", host.port());
        home("silent", silent.getLocalPort());
        home("down", dead.number());
    }

    private void home(String name, int port) throws IOException {
        Path ssh = Files.createDirectories(root.resolve(name).resolve(".ssh"));
        Files.writeString(ssh.resolve("config"), """
                Host web1
                  HostName 127.0.0.1
                  Port %d
                  IdentityFile %s
                """.formatted(port, root.resolve("key")));
        Files.copy(root.resolve("known_hosts"), ssh.resolve("known_hosts"));
    }

    /** Has a command typed and returns what it left. */
    Performed perform(Scene scene, String command) throws Exception {
        Circumstance circumstance = scene.circumstance();
        List<String> words = Scene.words(command);
        Path folder = folder(circumstance, words);
        Hello.AgentHello hello = new Hello.AgentHello(1, 1, Version.current(), new AppName("shop"));
        Answers answers = new Answers(circumstance, BEFORE.stream().anyMatch(words::contains) ? 1 : 0);
        try (FakeAgent agent = FakeAgent.start(folder.resolve("agent.sock"), hello, answers)) {
            if (circumstance == Circumstance.LOCKED) {
                agent.lock(Answers.LOCKED);
            }
            Typed typed = new Typed();
            Console console = console(
                    folder, typed, scene.note("input").map(line -> line + "\n").orElse(""));
            return circumstance == Circumstance.INTERRUPTED
                    ? interrupted(
                            words,
                            console,
                            new Interrupted(
                                    typed, answers, agent, scene.note("until").orElse("")))
                    : typed.left(Deployctl.run(words, console));
        }
    }

    private Path folder(Circumstance circumstance, List<String> words) throws IOException {
        played++;
        Path folder = Files.createDirectories(root.resolve("play-" + played));
        boolean isSetUp = words.get(0).equals("setup");
        String home = circumstance == Circumstance.HOST_DOWN
                ? "down"
                : circumstance == Circumstance.INTERRUPTED && isSetUp ? "silent" : "up";
        Files.createSymbolicLink(folder.resolve("home"), root.resolve(home));
        Files.createSymbolicLink(folder.resolve("shop.jar"), jar);
        Path socket = folder.resolve(circumstance == Circumstance.AGENT_DOWN ? "absent.sock" : "agent.sock");
        if (!words.get(0).equals("init") || circumstance == Circumstance.BAD_CONFIG) {
            Files.writeString(
                    folder.resolve("deployctl.yml"),
                    "app: shop\nartifact: shop.jar\nlisteners: {http: 8080}\nhosts: [web1]\n"
                            // What it is called would be as wide as this folder's name is long.
                            + (words.get(0).equals("config") ? "" : "socket: " + socket + "\n")
                            + (circumstance == Circumstance.BAD_CONFIG ? SPOILT : ""));
        }
        return folder;
    }

    private static Console console(Path folder, Typed typed, String input) {
        Surroundings around = new Surroundings(
                Map.of(), folder, folder.resolve("home"), "ada", "laptop", InstantSource.fixed(Session.NOW));
        return new Console(
                around,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                typed.out(),
                typed.err(),
                Screen.NONE,
                new Situation());
    }

    /** What is waited for before the signal comes. */
    private record Interrupted(Typed typed, Answers answers, FakeAgent agent, String until) {}

    private Performed interrupted(List<String> words, Console console, Interrupted when) throws Exception {
        Thread thread = new Thread(() -> Deployctl.run(words, console), "interrupted " + words);
        thread.setDaemon(true);
        thread.start();
        // Whoever sets a host up goes to its sshd alone, and what accepts there says nothing.
        Closeable asked = words.get(0).equals("setup") ? silent.accept() : when.agent::hangUp;
        if (!words.get(0).equals("setup")) {
            assertThat(when.answers.waiting().await(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
        boolean isSaid = !words.contains("--json") || words.contains("-f") || words.contains("--watch");
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !isSaid || when.typed.all().contains(when.until));
        int status = interruption.applyAsInt(console);
        Performed performed = when.typed.left(status);
        // The process would be gone by now; here its thread has to be.
        when.typed.close();
        when.agent.close();
        asked.close();
        thread.interrupt();
        thread.join(LIMIT.toMillis());
        assertThat(thread.isAlive()).as("after its interruption: " + words).isFalse();
        return performed;
    }

    /** Returns names for what was another the last time than it will be the next. */
    Placeholders names() throws IOException {
        String checksum;
        try (InputStream in = Files.newInputStream(jar)) {
            checksum = Checksum.of(in).hex();
        }
        return new Placeholders()
                .with(root.resolve("play-" + played).toString(), "folder")
                .with(root.toString(), "root")
                .with(checksum, "sha256")
                .with(checksum.substring(0, 8), "sha8")
                .with(Long.toString(Files.size(jar)), "size")
                .with(Integer.toString(dead.number()), "port")
                .with(Version.current(), "version");
    }

    @Override
    public void close() throws IOException {
        silent.close();
        dead.close();
        host.close();
    }
}
