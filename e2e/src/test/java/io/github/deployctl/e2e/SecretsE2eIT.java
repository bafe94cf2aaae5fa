package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.e2e.app.Conduct;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.Processes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An app that tells all it knows, with secrets of awkward shapes: nothing of them is in what anybody is shown or what is kept. */
class SecretsE2eIT extends E2eHost {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<String, String> SET = new LinkedHashMap<>();

    static {
        SET.put("S_QUOTES", "it's \"quoted\" \\back\\slash $HOME `id` $(id)");
        SET.put("S_PEM", """
                -----BEGIN PRIVATE KEY-----
                MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg
                q7Zk1
                AwIBAgIUXx0=
                -----END PRIVATE KEY-----
                """);
        SET.put("S_JSON", "{\"klient\":\"k-4711\",\"sekret\":\"v9/+Zx==\",\"nested\":{\"x\":[1,2,3]}}");
        // Nothing in it that the command line of anybody else on this machine has.
        SET.put("S_URL", "amqp://u5er:Xk9!vQ2%21@qz7.vbn3k.test:5671/0rders?tlsm0de=v3rify");
        SET.put("S_UNICODE", "p\u00e4ssw\u00f6rt-\u2603-\ud83d\udc0d-\u65e5\u672c\u8a9e");
        SET.put("S_REGEX", ".*+?^${}()|[]\\Q\\E(?i)x{2,}");
        SET.put("S_BLANKS", "  spaced\tout  value  ");
        SET.put("S_SHORT", "Zq7$kX");
        SET.put("S_COMMAND", "::w4rning file=a::w0rkflow ##[gr0up]c0mmand");
        SET.put("S_TERMINAL", "\u001b[31mr3d-s3cret\u001b[0m\rover\bwritten");
        SET.put(
                "S_LONG",
                new Random(11)
                        .ints(3000, '!', '~' + 1)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());
    }

    private static final String OF_HOST = "h0st-only_V4lue/with+more";

    private final List<String> found = Collections.synchronizedList(new ArrayList<>());
    private final Needles needles = new Needles(values());
    private final CountDownLatch done = new CountDownLatch(1);
    private int looks;

    private static List<String> values() {
        List<String> values = new ArrayList<>(SET.values());
        values.add(OF_HOST);
        return values;
    }

    private Outcome shown(Outcome outcome) {
        found.addAll(needles.in("output", outcome.all().getBytes(StandardCharsets.UTF_8)));
        return outcome;
    }

    @Test
    void nothingOfASecretIsShownOrKept() throws Exception {
        journalAgent();
        Files.writeString(site.agent().envFile(), "S_HOST=" + OF_HOST + "\nSTAGE=production\nPORT_HINT=8080\n");
        Thread watch = new Thread(this::watchProcesses, "watch-processes");
        watch.start();

        for (Map.Entry<String, String> each : SET.entrySet()) {
            Outcome set =
                    shown(site.piped(each.getValue() + "\n", "env set", each.getKey(), "--debug-log", "debug.log"));
            assertThat(set.exit()).as(set.all()).isZero();
        }
        site.declare(telling(""));
        Outcome good = shown(site.pushQuickly(jars.good("1.0.0")));
        assertThat(good.exit()).as(good.all()).isZero();
        assertThat(site.page("/env?S_QUOTES")).isEqualTo(SET.get("S_QUOTES"));
        fails();
        asks();
        replaces();

        done.countDown();
        watch.join();
        assertThat(looks).isGreaterThan(10);
        keeps();
        assertThat(found).isEmpty();
    }

    /** Every way to show a push that fails, and what was found then. */
    private void fails() throws Exception {
        Path broken = jars.pack("2.0.0", Conduct.EXITS_WITH_ERROR);
        for (String mode : List.of("plain", "json", "jsonl", "github")) {
            Outcome push = shown(site.quickly(
                    "push", "--artifact", broken.toString(), "--output", mode, "-v", "--debug-log", "debug-" + mode));
            assertThat(push.exit()).as(push.all()).isOne();
            assertThat(push.all()).contains("the licence has expired", "***");
        }
        site.declare(telling("ready: {http: /ready, timeout: 6s}"));
        Outcome late = shown(site.pushQuickly(jars.pack("3.0.0", Conduct.NEVER_READY)));
        assertThat(late.err()).contains("thread dump:");
    }

    /** Whoever asks afterwards. */
    private void asks() throws Exception {
        long live = site.agent().livePid();
        Processes.signal(live, "KILL");
        await().atMost(PATIENCE)
                .until(() -> shown(site.quickly("history", "--json")).out().contains("\"crash\""));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> site.page("/").equals("demo 1.0.0"));
        for (String verb :
                List.of("status", "history", "history show 13", "history show 17", "env list", "plan", "logs")) {
            shown(site.quickly(verb));
            shown(site.quickly(verb, "--json"));
        }
        Outcome logs = shown(site.quickly("logs", "-n", "2000"));
        assertThat(logs.out()).contains("odd 1.0.0 with pid", "S_QUOTES=***", "cannot log in with ***");
        Outcome env = shown(site.quickly("run", "--", "env"));
        assertThat(env.out()).contains("S_LONG=***", "S_HOST=***", "STAGE=production", "PORT_HINT=8080");
        shown(site.quickly(
                "run", "--json", "--shell", "--", "echo \"$S_URL\"; echo \"$S_PEM\" | base64 -w0 >&2; exit 3"));
        String cut = "printf %s \"$S_LONG\" | head -c 1000; sleep 0.2; printf %s \"$S_LONG\" | tail -c +1001";
        assertThat(shown(site.quickly("run", "--shell", "--", cut)).out()).isEqualTo("***");
    }

    /** What was replaced or forgotten is still in logs. */
    private void replaces() {
        shown(site.piped("another-value-by-now\n", "env set", "S_QUOTES"));
        shown(site.quickly("env unset", "S_URL", "S_SHORT"));
        shown(site.quickly("logs", "-n", "2000"));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(site.quickly("history", "--json").out())
                                .contains("set S_QUOTES", "unset S_URL, S_SHORT"));
    }

    /** All there is on the disk, but the two files that hold them and what the app itself has written. */
    private void keeps() throws IOException {
        Path secrets = site.agent().stateFolder().resolve("secrets.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                .isEqualTo("rw-------");
        Set<Path> notLookedAt =
                Set.of(secrets, site.agent().envFile(), site.agent().logFolder());
        Files.walkFileTree(site.folder(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return notLookedAt.contains(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && !notLookedAt.contains(file)) {
                    try {
                        found.addAll(needles.in(file.toString(), Files.readAllBytes(file)));
                    } catch (NoSuchFileException e) {
                        return visitFileFailed(file, e);
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            /** The agent goes on, and with it the files that it writes and renames. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        // The app did print them, the journal has its lines, and the search does find.
        assertThat(site.agent().log()).contains("[1] S_QUOTES=***", "[1] S_PEM=");
        byte[] printed = Files.readAllBytes(site.agent().logFolder().resolve("generation-1.log"));
        assertThat(needles.in("app", printed)).hasSizeGreaterThan(SET.size());
    }

    private String telling(String more) {
        return "java: {options: [-Xmx64m, -XX:+UseSerialGC, -XX:TieredStopAtLevel=1], args: [\"--port=" + site.port()
                + "\", --tell]}\n" + more;
    }

    /** Has the agent believe that what it prints becomes a journal. */
    private void journalAgent() throws Exception {
        Path log = site.folder().resolve("agent.log");
        site.agent().terminate();
        String identity = Files.getAttribute(log, "unix:dev") + ":" + Files.getAttribute(log, "unix:ino");
        site.agent().startAgain(Map.of("JOURNAL_STREAM", identity));
    }

    private void watchProcesses() {
        try {
            while (!done.await(50, TimeUnit.MILLISECONDS)) {
                looks++;
                try (Stream<Path> all = Files.list(Path.of("/proc"))) {
                    for (Path process : all.filter(
                                    path -> path.getFileName().toString().matches("[0-9]+"))
                            .toList()) {
                        look(process.resolve("cmdline"));
                    }
                }
            }
        } catch (IOException | InterruptedException e) {
            found.add("process lists: " + e);
        }
    }

    private void look(Path commandLine) throws IOException {
        try {
            found.addAll(needles.in(commandLine.toString(), Files.readAllBytes(commandLine)));
        } catch (NoSuchFileException e) {
            // It has ended.
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No such process")) {
                throw e;
            }
        }
    }
}
