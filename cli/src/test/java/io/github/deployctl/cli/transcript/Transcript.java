package io.github.deployctl.cli.transcript;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The text of one verb. */
public final class Transcript {
    public static final Path FOLDER = Path.of("src/test/resources/transcripts");

    private final Path file;
    private final String text;
    private final List<Scene> scenes;

    private Transcript(Path file, String text) {
        this.file = file;
        this.text = text;
        this.scenes = Scene.in(text);
    }

    /** Reads that of {@code verb}; an empty one where there is none. */
    public static Transcript of(String verb) throws IOException {
        Path file = FOLDER.resolve(verb.replace(' ', '-') + ".txt");
        return new Transcript(file, Files.exists(file) ? Files.readString(file) : "");
    }

    public List<Scene> scenes() {
        return scenes;
    }

    public String text() {
        return text;
    }

    /** Plays every scene, and returns the text as it should be; {@code faults} gets what no text makes right. */
    public String played(World world, List<String> faults) throws Exception {
        StringBuilder played = new StringBuilder();
        for (Scene scene : scenes) {
            played.append(played.isEmpty() ? "" : "\n").append(scene.head());
            for (String command : scene.commands()) {
                Performed performed = world.perform(scene, command);
                faults.addAll(Manners.faults(scene, command, performed));
                played.append(Scene.said(command, performed.named(world.names())));
            }
        }
        return played.toString();
    }

    /** Returns what is missing for {@code verb} to be shown in every circumstance, {@code json} where it writes documents. */
    public List<String> gaps(String verb, boolean json) {
        List<String> gaps = new ArrayList<>();
        for (Circumstance circumstance : Circumstance.values()) {
            List<Scene> usual = scenes.stream()
                    .filter(scene -> scene.isUsual() && scene.circumstance() == circumstance)
                    .toList();
            if (usual.size() != 1) {
                gaps.add(file + ": has " + usual.size() + " scenes \"== " + circumstance + "\"");
                continue;
            }
            Scene scene = usual.get(0);
            if (scene.note("never").isPresent() || scene.note("elsewhere").isPresent()) {
                continue;
            }
            boolean hasPlain = scene.commands().stream().anyMatch(command -> isOf(verb, command) && !isJson(command));
            boolean hasJson = scene.commands().stream().anyMatch(command -> isOf(verb, command) && isJson(command));
            if (!hasPlain || hasJson != json) {
                gaps.add(file + ": \"== " + circumstance + "\" needs a command "
                        + (hasPlain ? "with --json" : "in plain")
                        + ", or a line \"never: WHY\" or \"elsewhere: TEST: WHY\"");
            }
        }
        return gaps;
    }

    private static boolean isOf(String verb, String command) {
        return command.equals(verb) || command.startsWith(verb + " ");
    }

    private static boolean isJson(String command) {
        return Scene.words(command).contains("--json");
    }

    public void write(String played) throws IOException {
        Files.createDirectories(FOLDER);
        Files.writeString(file, played);
    }
}
