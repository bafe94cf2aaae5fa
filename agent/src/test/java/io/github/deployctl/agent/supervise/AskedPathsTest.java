package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.StartUp;
import io.github.deployctl.common.config.Warmup;
import io.github.deployctl.common.json.Json;
import io.github.deployctl.common.protocol.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users ask for, where it is recorded for the next warm-up. */
class AskedPathsTest {
    private static final Declaration RECORDED = warmedUp(new Warmup(2, List.of(), true));

    @TempDir
    Path folder;

    private AppFixture app;

    @BeforeEach
    void fixture() {
        app = new AppFixture(folder);
    }

    @Test
    void onlyTheAppThatWantsItIsToldToRecord() {
        app.settled(deployed("1", warmedUp(new Warmup(2, List.of("/a")))));
        app.settled(deployed("2", RECORDED));

        assertThat(app.launched(1).env()).doesNotContainKey("DEPLOYCTL_RECORD_PATHS");
        assertThat(app.launched(2).env()).containsEntry("DEPLOYCTL_RECORD_PATHS", "1");
    }

    @Test
    void liveOneIsAskedWhenTheNextIsWarmedUpAndWhatItSaysIsKept() throws IOException {
        app.settled(deployed("1", RECORDED));
        app.adopter(1).hasBeenAsked("/a", "/b/c");
        AppFixture.Waiter push = deployed("2", RECORDED);
        app.settled(push);

        assertThat(app.adopter(1).commands()).containsSubsequence("live", "paths", "drain");
        assertThat(notes(push)).noneMatch(note -> note.contains("recorded yet"));
        assertThat(kept()).isEqualTo(List.of("/a", "/b/c"));
    }

    @Test
    void whatIsKeptIsUsedWhereNothingIsLive() {
        app.settled(deployed("1", RECORDED));
        app.adopter(1).hasBeenAsked("/a");
        app.settled(deployed("2", RECORDED));
        app.settled(app.stop());
        AppFixture.Waiter start = app.start();
        app.comeUp(3);
        app.settled(start);

        assertThat(notes(start)).noneMatch(note -> note.contains("recorded yet"));
    }

    @Test
    void whereNothingIsRecordedThatIsSaidAndSoWhereTheFileIsDamaged() throws IOException {
        AppFixture.Waiter first = deployed("1", RECORDED);
        app.settled(first);
        assertThat(notes(first)).anyMatch(note -> note.endsWith("so the warm-up asks for /"));

        Files.writeString(app.paths.askedFile(), "{\"release\":\"1\",\"paths\":[\"no path\"]}");
        AppFixture.Waiter second = deployed("2", RECORDED);
        app.settled(second);
        assertThat(notes(second)).anyMatch(note -> note.endsWith("so the warm-up asks for /"));
        assertThat(app.log).anyMatch(line -> line.startsWith("asked.json was not understood"));
    }

    @Test
    void adopterThatDoesNotAnswerDelaysTheWarmUpByASecondAndNoMore() {
        app.settled(deployed("1", RECORDED));
        app.adopter(1).ignore("paths");
        AppFixture.Waiter push = deployed("2", RECORDED);
        app.settled(push);

        assertThat(notes(push)).anyMatch(note -> note.contains("recorded yet"));
    }

    private AppFixture.Waiter deployed(String version, Declaration declaration) {
        AppFixture.Waiter push = app.push(version, declaration);
        app.comeUp(app.lastGeneration());
        return push;
    }

    private List<String> kept() throws IOException {
        await().until(() -> Files.exists(app.paths.askedFile()));
        return Json.read(Files.readString(app.paths.askedFile()), AskedPaths.Saved.class)
                .paths();
    }

    private static List<String> notes(AppFixture.Waiter waiter) {
        return waiter.events().stream()
                .filter(Event.Note.class::isInstance)
                .map(event -> ((Event.Note) event).text())
                .toList();
    }

    private static Declaration warmedUp(Warmup warmup) {
        return AppFixture.declaration().with(new StartUp(StartUp.Priority.NORMAL, true, warmup));
    }
}
