package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deployctl.e2e.app.Conduct;
import io.github.deployctl.e2e.kit.AgentClient;
import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.Processes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What is found when something fails, where it is kept, and what a damaged store or a lost connection does to whoever looks. */
class AutopsyE2eIT extends E2eHost {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SECRET = "s3cret";

    @Test
    void whatIsFoundIsToldKeptAndShownAgainAndHoldsNoSecret() throws Exception {
        site.declare("java: {options: [-Xmx48m, -XX:+UseSerialGC, -XX:+ExitOnOutOfMemoryError, -Dkey=option-" + SECRET
                + "], args: [\"--port=" + site.port() + "\", --password=argument-" + SECRET
                + "]}\nenv: {TOKEN: variable-"
                + SECRET + "}");
        assertThat(site.pushQuickly(jars.good("1.0.0")).exit()).isZero();

        Outcome push = site.pushQuickly(jars.pack("2.0.0", Conduct.FILLS_THE_HEAP));
        assertThat(push.exit()).as(push.all()).isOne();
        assertThat(push.err())
                .contains(
                        "exited with status 3",
                        "ran out of its own memory (java.lang.OutOfMemoryError: Java heap space)")
                .contains("what the JVM said:", "generation 1", "still serves", "-Xmx");

        // The same push again, for a program; this time it is late.
        site.declare(Files.readString(site.config()) + "ready: {http: /ready, timeout: 6s}");
        Path late = jars.pack("3.0.0", Conduct.NEVER_READY);
        Outcome document = site.quickly("push", "--json", "--artifact", late.toString());
        assertThat(titles(failure(document, "failure")))
                .containsExactly(
                        "it listens nowhere but on what it was handed",
                        "last lines of " + site.agent().logFolder().resolve("generation-3.log"),
                        "thread dump");
        Outcome shown = site.quickly("history show", "3", "--json");
        JsonObject entry = host(shown)
                .getAsJsonObject("answer")
                .getAsJsonArray("entries")
                .get(0)
                .getAsJsonObject();
        assertThat(entry.getAsJsonObject("failure")).isEqualTo(failure(document, "failure"));
        assertThat(entry.get("tookMillis").getAsLong()).isGreaterThan(5900);

        Outcome text = site.quickly("history show", "3");
        assertThat(text.out())
                .contains("entry 3  push  failed", "ready.timeout", "500", "\"HTTP-Dispatcher\"", "JNI global refs");
        Outcome unknown = site.quickly("history show", "9");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err()).contains("no entry 9", "3, 2, 1");
        Outcome table = site.quickly("history");
        assertThat(table.out().lines()).hasSizeGreaterThan(6).allMatch(line -> line.length() <= 80);

        String kept = Files.readString(site.agent().stateFolder().resolve("history.jsonl"));
        for (String each : List.of(
                push.all(),
                document.all(),
                shown.all(),
                text.all(),
                kept,
                site.agent().log())) {
            assertThat(each).doesNotContain(SECRET);
        }
    }

    @Test
    void aDamagedReleaseIsRefusedThenPassedOverAndSentAnew() throws Exception {
        for (String version : List.of("1.0.0", "2.0.0", "3.0.0")) {
            assertThat(site.pushQuickly(jars.good(version)).exit()).isZero();
        }
        Files.writeString(release("2.0.0").resolve("app.jar"), "no jar any more");

        Outcome refused = site.quickly("rollback");
        assertThat(refused.exit()).as(refused.all()).isEqualTo(8);
        assertThat(refused.err()).contains("2.0.0-", "is damaged", "SHA-256", "generation 3", "still serves", "--to");
        assertThat(site.page("/")).isEqualTo("demo 3.0.0");

        Outcome next = site.quickly("rollback");
        assertThat(next.exit()).as(next.all()).isZero();
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");

        Outcome again = site.pushQuickly(jars.good("2.0.0"));
        assertThat(again.exit()).as(again.all()).isZero();
        assertThat(again.out()).contains("sent ");
        assertThat(site.page("/")).isEqualTo("demo 2.0.0");
    }

    @Test
    void aPruneTakesNothingThatIsInUseAndFollowsNoLink() throws Exception {
        site.declare("standby: 10m");
        for (String version : List.of("1.0.0", "2.0.0", "3.0.0", "4.0.0")) {
            assertThat(site.pushQuickly(jars.good(version)).exit()).isZero();
        }
        AgentClient client = new AgentClient(site.agent().socket());
        await().atMost(PATIENCE).until(() -> client.status().generations().size() == 2);
        Path precious = Files.createDirectory(site.folder().resolve("precious"));
        Files.writeString(precious.resolve("file"), "keep me");
        Files.createSymbolicLink(release("1.0.0").resolve("link"), precious);
        Files.createSymbolicLink(release("1.0.0").resolveSibling("0.9.0-00000000"), precious);

        Outcome wouldGo = site.quickly("prune", "--keep", "1", "--dry-run");
        assertThat(wouldGo.out()).contains("would remove 2 releases", "1.0.0-", "2.0.0-");
        assertThat(release("1.0.0")).isDirectory();
        Outcome gone = site.quickly("prune", "--keep", "1");
        assertThat(gone.exit()).as(gone.all()).isZero();
        assertThat(gone.out()).contains("removed 2 releases", "which gives ");
        assertThat(releases()).hasSize(3).noneMatch(name -> name.startsWith("1.") || name.startsWith("2."));
        assertThat(precious.resolve("file")).hasContent("keep me");

        Outcome pruned = site.quickly("rollback", "--to", "1.0.0-00000000");
        assertThat(pruned.exit()).isOne();
        assertThat(pruned.err()).as("what there is").contains("3.0.0-", "4.0.0-");
        Outcome back = site.quickly("rollback");
        assertThat(back.out()).as(back.all()).contains("from standby");
        assertThat(site.page("/")).isEqualTo("demo 3.0.0");
    }

    @Test
    void whoWatchesSeesEachChangeAlsoAcrossTheDeathOfTheAgent() throws Exception {
        assertThat(site.pushQuickly(jars.good("1.0.0")).exit()).isZero();
        Command.Running watch =
                site.command("status", "--watch", "--interval", "200ms").start();
        await().atMost(PATIENCE).until(() -> watch.outSoFar().contains("live 1 1.0.0"));
        assertThat(site.pushQuickly(jars.good("2.0.0")).exit()).isZero();
        await().atMost(PATIENCE).until(() -> watch.outSoFar().contains("live 2 2.0.0"));
        site.agent().kill();
        await().atMost(PATIENCE).until(() -> watch.outSoFar().contains("lost: "));
        site.agent().startAgain(Map.of());
        await().atMost(PATIENCE)
                .until(() -> watch.outSoFar().lastIndexOf("live 2 ")
                        > watch.outSoFar().lastIndexOf("lost: "));
        Processes.signal(watch.process().pid(), "INT");

        Outcome seen = watch.await();
        assertThat(seen.exit()).as(seen.all()).isEqualTo(130);
        List<String> lines =
                seen.out().lines().map(line -> line.replaceFirst("\\S+  ", "")).toList();
        for (int i = 1; i < lines.size(); i++) {
            assertThat(lines.get(i)).as("a line says what has changed").isNotEqualTo(lines.get(i - 1));
        }
    }

    private Path release(String version) throws Exception {
        Path folder = site.agent().stateFolder().resolve("releases");
        return folder.resolve(releases().stream()
                .filter(name -> name.startsWith(version))
                .findFirst()
                .orElseThrow());
    }

    private List<String> releases() throws Exception {
        try (Stream<Path> all = Files.list(site.agent().stateFolder().resolve("releases"))) {
            return all.map(folder -> folder.getFileName().toString()).toList();
        }
    }

    private static JsonObject host(Outcome document) {
        return JsonParser.parseString(document.out())
                .getAsJsonObject()
                .getAsJsonArray("hosts")
                .get(0)
                .getAsJsonObject();
    }

    private static JsonObject failure(Outcome document, String member) {
        return host(document).getAsJsonObject(member);
    }

    private static List<String> titles(JsonObject failure) {
        JsonArray evidence = failure.getAsJsonArray("evidence");
        return StreamSupport.stream(evidence.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .map(each -> each.get("title").getAsString())
                .toList();
    }
}
