package io.github.deployctl.agent.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DrawingsTest {
    private static final Map<String, Story> STORIES = new TreeMap<>(Map.of(
            "push", Story.push(),
            "rollback", Story.rollback(),
            "refused", Story.refused(),
            "taken-back", Story.takenBack(),
            "restart", Story.restart()));

    /** The drawing as it should be is left in target/drawings. */
    @ParameterizedTest
    @ValueSource(strings = {"states", "push", "rollback", "refused", "taken-back", "restart"})
    void aDrawingInTheDocumentsIsWhatTheCodeDraws(String name) throws Exception {
        Story story = STORIES.get(name);
        String drawn = story == null ? StatesDrawing.draw() : story.draw();
        Files.writeString(Files.createDirectories(Path.of("target/drawings")).resolve(name + ".svg"), drawn);
        assertThat(Path.of("../docs/images/" + name + ".svg")).hasContent(drawn);
    }

    @Test
    void thePortIsNobodysOnlyWhereTheOldProcessMustEndFirst() {
        STORIES.forEach(
                (name, story) -> assertThat(story.alwaysServes()).as(name).isEqualTo(!name.equals("restart")));
    }
}
