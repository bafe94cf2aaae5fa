package io.github.deployctl.e2e.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One host and one developer on this machine: sshd, an agent for the app {@code shop}, and a project folder with its {@code deployctl.yml}. */
public final class Site implements AutoCloseable {
    /** Small and quick JVMs: what is tested is the hand-over, not the app's speed. */
    public static final String OPTIONS = "-Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    private final Installation installation;
    private final TempFolder temp;
    private final RealSshd sshd;
    private final AgentProcess agent;
    private final int port;
    private String usual = "";

    private Site(Installation installation, TempFolder temp, RealSshd sshd, AgentProcess agent) {
        this.installation = installation;
        this.temp = temp;
        this.sshd = sshd;
        this.agent = agent;
        this.port = Ports.free();
    }

    /** Starts everything but the app, which nobody has pushed yet. */
    public static Site start(Installation installation) throws IOException, InterruptedException {
        TempFolder temp = new TempFolder();
        try {
            Files.createDirectories(temp.path().resolve("project"));
            RealSshd sshd = RealSshd.start(Files.createDirectories(temp.path().resolve("ssh")));
            AgentProcess agent = AgentProcess.start(installation, "shop", temp.path());
            Site site = new Site(installation, temp, sshd, agent);
            site.declare("");
            return site;
        } catch (IOException | InterruptedException | RuntimeException e) {
            temp.close();
            throw e;
        }
    }

    /** The port that the app is reached at. */
    public int port() {
        return port;
    }

    public AgentProcess agent() {
        return agent;
    }

    public RealSshd sshd() {
        return sshd;
    }

    /** A folder for jars and other files of the test. */
    public Path folder() {
        return temp.path();
    }

    public Path config() {
        return project().resolve("deployctl.yml");
    }

    /** Writes {@code deployctl.yml} with short deadlines; each line of {@code changes} replaces the line of the same key, or is added. */
    public void declare(String changes) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "app: shop",
                "artifact: app.jar",
                "hosts: [\"" + System.getProperty("user.name") + "@127.0.0.1:" + sshd.port() + "\"]",
                "socket: " + agent.socket(),
                "listeners: {http: \"127.0.0.1:" + port + "\"}",
                "java: {options: [" + OPTIONS.replace(" ", ", ") + "], args: [\"--port=" + port + "\"]}",
                "ready: {http: /ready, timeout: 30s}",
                "drain: {timeout: 10s}",
                "stop: {timeout: 5s}",
                "standby: off"));
        change(lines, usual);
        change(lines, changes);
        Files.write(config(), lines);
    }

    private static void change(List<String> lines, String changes) {
        for (String change : changes.lines().toList()) {
            String key = change.substring(0, change.indexOf(':') + 1);
            lines.removeIf(line -> line.startsWith(key));
            lines.add(change);
        }
    }

    /** Has {@code deployctl.yml} say so too from now on, where {@link #declare} says nothing else. */
    public void usually(String changes) throws IOException {
        usual = changes;
        declare("");
    }

    /** Runs {@code deployctl VERB} in the project folder as its developer would, with the site's key and known hosts. */
    public Outcome deployctl(String verb, String... rest) throws IOException, InterruptedException {
        return command(verb, rest).run();
    }

    /** Pushes {@code jar}. */
    public Outcome push(Path jar) throws IOException, InterruptedException {
        return deployctl("push", "--artifact", jar.toString());
    }

    /** The same as {@link #deployctl}, in this process. */
    public Outcome quickly(String verb, String... rest) {
        return new Client(project(), temp.path()).run(words(verb, rest));
    }

    /** The same, with {@code input} on standard input. */
    public Outcome piped(String input, String verb, String... rest) {
        return new Client(project(), temp.path()).run(words(verb, rest), input);
    }

    /** Pushes {@code jar}, in this process. */
    public Outcome pushQuickly(Path jar) {
        return quickly("push", "--artifact", jar.toString());
    }

    /** The same as {@link #deployctl}, not started yet. */
    public Command command(String verb, String... rest) throws IOException {
        List<String> words = words(verb, rest);
        words.add(0, installation.deployctl().toString());
        return launcher(words);
    }

    private List<String> words(String verb, String... rest) {
        // A verb may be two words, as agent upgrade is.
        List<String> words = new ArrayList<>(List.of(verb.split(" ", -1)));
        words.addAll(List.of(
                "--identity",
                sshd.identity().toString(),
                "--known-hosts",
                sshd.knownHosts().toString()));
        words.addAll(List.of(rest));
        return words;
    }

    /** {@code deployctl} with exactly these words. */
    public Command bare(String... words) throws IOException {
        List<String> line = new ArrayList<>(List.of(words));
        line.add(0, installation.deployctl().toString());
        return launcher(line);
    }

    private Command launcher(List<String> words) throws IOException {
        // A process that a shell has put in the background ignores SIGINT, and so would its children (POSIX sh, 2.12).
        List<String> line = new ArrayList<>(List.of("/usr/bin/env", "--default-signal=INT"));
        line.addAll(words);
        return new Command(project(), line)
                .environment(Map.of("HOME", temp.path().toString(), "XDG_CACHE_HOME", cache().toString()));
    }

    /** Returns what the app answers to {@code GET path}. */
    public String page(String path) throws IOException {
        return Page.get(port, path);
    }

    /** Puts a copy of {@code jar} where {@code deployctl.yml} says the artifact is. */
    public void build(Path jar) throws IOException {
        Files.copy(jar, project().resolve("app.jar"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** The developer's folder for what can be had again. */
    public Path cache() {
        return temp.path().resolve("cache");
    }

    private Path project() {
        return temp.path().resolve("project");
    }

    @Override
    public void close() throws IOException {
        sshd.close();
        temp.close();
    }
}
