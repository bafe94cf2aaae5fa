package io.github.deployctl.e2e.bench.startup;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.e2e.app.OddJars;
import io.github.deployctl.e2e.bench.overhead.Medians;
import io.github.deployctl.e2e.kit.Installation;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.Site;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** Commands in rounds, each once a round, so that what else the machine does meets them all alike. */
public final class StartupRun {
    private static final int ROUNDS = 15;
    /** Until everything that is only made or read once is there. */
    private static final int WARM_UP = 2;

    private static final String HELLO = "hello";
    private static final String JAVA = "javaVersion";
    private static final String VERSION = "version";
    private static final String HELP = "help";
    private static final String COMPLETION = "completion";
    private static final String SSH = "sshTrue";
    private static final String PUSH = "noopPush";
    /** As somebody at a terminal runs it. */
    private static final String SEEN_PUSH = "seenPush";

    private static final String SEEN_HELLO = "seenHello";

    private final Installation installation;
    private final Consumer<String> progress;
    private final Map<String, List<String>> commands = new LinkedHashMap<>();
    private final Map<String, List<Timed>> taken = new LinkedHashMap<>();

    public StartupRun(Installation installation, Consumer<String> progress) {
        this.installation = installation;
        this.progress = progress;
    }

    /** Returns the figures; times in milliseconds. */
    public Map<String, Double> measure() throws IOException, InterruptedException {
        try (Site site = Site.start(installation)) {
            site.build(new OddJars(site.folder()).good("1.0.0"));
            Outcome pushed = site.deployctl("push");
            if (pushed.exit() != 0) {
                throw new IOException("the first push failed: " + pushed.all());
            }
            define(site);
            Map<String, String> environment = Map.of(
                    "HOME", site.folder().toString(),
                    "XDG_CACHE_HOME", site.cache().toString(),
                    // The launcher's choice and the comparison's are the same Java.
                    "JAVA_HOME", System.getProperty("java.home"),
                    "TERM", "xterm");
            Path folder = requireNonNull(site.config().getParent());
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                for (Map.Entry<String, List<String>> command : commands.entrySet()) {
                    Timed timed = Timed.run(folder, command.getValue(), environment);
                    if (round >= WARM_UP) {
                        taken.computeIfAbsent(command.getKey(), name -> new ArrayList<>())
                                .add(timed);
                    }
                }
                progress.accept(round < WARM_UP ? "warming up" : line(round - WARM_UP));
            }
            return figures();
        }
    }

    private void define(Site site) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        String deployctl = installation.deployctl().toString();
        commands.put(HELLO, List.of(java, "-Xshare:auto", "-cp", hello(site.folder()), Hello.class.getName()));
        commands.put(VERSION, List.of(deployctl, "--version"));
        commands.put(JAVA, List.of(java, "-version"));
        commands.put(HELP, List.of(deployctl, "--help"));
        commands.put(COMPLETION, List.of(deployctl, "completion"));
        String identity = site.sshd().identity().toString();
        String known = site.sshd().knownHosts().toString();
        commands.put(
                SSH,
                List.of(
                        "ssh",
                        "-F",
                        "none",
                        "-p",
                        Integer.toString(site.sshd().port()),
                        "-i",
                        identity,
                        "-o",
                        "UserKnownHostsFile=" + known,
                        "-o",
                        "BatchMode=yes",
                        System.getProperty("user.name") + "@127.0.0.1",
                        "true"));
        List<String> push = List.of(deployctl, "push", "--identity", identity, "--known-hosts", known);
        commands.put(PUSH, push);
        commands.put(SEEN_PUSH, onTerminal(push));
        commands.put(SEEN_HELLO, onTerminal(commands.getOrDefault(HELLO, List.of())));
    }

    /** Returns {@code words} as util-linux's script(1) has them run on a terminal of their own; no path of a measurement has a quote in it. */
    private static List<String> onTerminal(List<String> words) {
        return List.of("script", "-qec", "exec '" + String.join("' '", words) + "'", "/dev/null");
    }

    /** A folder with that class and nothing else. */
    private static String hello(Path folder) throws IOException {
        Path root = folder.resolve("hello");
        Path file = root.resolve(Hello.class.getName().replace('.', '/') + ".class");
        Files.createDirectories(file.getParent());
        try (InputStream in = Hello.class.getResourceAsStream("Hello.class")) {
            Files.copy(in, file);
        }
        return root.toString();
    }

    private String line(int round) {
        StringBuilder line = new StringBuilder();
        taken.forEach((name, times) -> line.append(
                String.format(Locale.ROOT, "%s %.0f  ", name, times.get(round).millis())));
        return line.toString().strip() + " ms";
    }

    private Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("rounds", (double) ROUNDS);
        for (String name : List.of(HELLO, JAVA, VERSION, HELP, COMPLETION, SSH, PUSH)) {
            figures.put(name + "Millis", tenths(median(name, Timed::millis)));
        }
        figures.put("firstOutputMillis", tenths(median(SEEN_PUSH, Timed::firstMillis)));
        figures.put("firstOutputHelloMillis", tenths(median(SEEN_HELLO, Timed::firstMillis)));
        figures.put("firstOutputThroughPipeMillis", tenths(median(PUSH, Timed::firstMillis)));
        figures.put("versionOverHello", ratio(VERSION, HELLO));
        figures.put("versionOverJavaVersion", ratio(VERSION, JAVA));
        figures.put("helpOverHello", ratio(HELP, HELLO));
        figures.put("noopPushOverSshTrue", ratio(PUSH, SSH));
        return figures;
    }

    private double ratio(String one, String other) {
        return Math.round(median(one, Timed::millis) / median(other, Timed::millis) * 100) / 100.0;
    }

    private double median(String name, ToDoubleFunction<Timed> figure) {
        return Medians.of(taken.getOrDefault(name, List.of()).stream()
                .map(timed -> figure.applyAsDouble(timed))
                .toList());
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
