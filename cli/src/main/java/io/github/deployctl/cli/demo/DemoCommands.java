package io.github.deployctl.cli.demo;

import io.github.deployctl.cli.report.RolloutDocument;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Surroundings;
import io.github.deployctl.common.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tool's own commands against the demo's host: nothing here reaches the agent by another way than a user does. */
final class DemoCommands {
    private final Installed installed;
    private final Tool tool;
    private final Console console;
    private final DemoSite site;

    DemoCommands(Installed installed, Tool tool, Console console, DemoSite site) {
        this.installed = installed;
        this.tool = tool;
        this.console = console;
        this.site = site;
    }

    /** {@code deployctl push}, in this process. */
    Executed push(String version, Path jar) throws IOException {
        List<String> words = words("push", "--artifact", jar.getFileName().toString());
        say(words);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        long start = System.nanoTime();
        int exit = tool.run(words, ownConsole(out, err));
        long end = System.nanoTime();
        return executed("push", version, exit, out.toString(StandardCharsets.UTF_8) + err, start, end);
    }

    /** {@code deployctl rollback} in a process of its own, so that its time is what a user waits. */
    Executed rollBack(String version) throws IOException, InterruptedException {
        // The push before it may have failed, and then there is nothing to undo.
        List<String> words = words("rollback", "--steps", "1");
        say(words);
        List<String> line = new ArrayList<>(words);
        line.add(0, installed.launcher().toString());
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(site.folder().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectError(site.folder().resolve("rollback.err").toFile());
        isolate(builder.environment());
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            return executed("rollback", version, exit, out, start, System.nanoTime());
        } finally {
            process.destroyForcibly();
        }
    }

    /** The process has the demo's Java and key, and no settings of whoever plays it. */
    private void isolate(Map<String, String> environment) {
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("XDG_CONFIG_HOME", site.folder().toString());
        environment.remove("DEPLOYCTL_SSH_KEY");
        environment.remove("DEPLOYCTL_SSH_KEY_PASSPHRASE");
    }

    private static List<String> words(String verb, String... more) {
        List<String> words = new ArrayList<>(List.of(verb));
        words.addAll(List.of(more));
        words.addAll(List.of("--identity", "id", "--known-hosts", "known_hosts"));
        // The host is in this process: no way of the user's own leads there.
        words.addAll(List.of("--ssh-config", "none", "--jump", "none", "--json", "--quiet"));
        return words;
    }

    private void say(List<String> words) {
        List<String> shown = words.subList(0, words.indexOf("--identity"));
        console.err().println("$ deployctl " + String.join(" ", shown));
    }

    private Console ownConsole(ByteArrayOutputStream out, ByteArrayOutputStream err) {
        Surroundings around = console.surroundings();
        Surroundings own = new Surroundings(
                Map.of(), site.folder(), site.folder(), around.user(), around.machine(), around.clock());
        return Console.plain(
                own,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static Executed executed(String verb, String version, int exit, String said, long start, long end)
            throws IOException {
        try {
            RolloutDocument document = Json.read(said, RolloutDocument.class);
            return new Executed(verb, version, exit, document.hosts().get(0), start, end);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NullPointerException e) {
            throw new IOException("deployctl " + verb + " ended with exit status " + exit + ": " + said.strip(), e);
        }
    }
}
