package io.github.deployctl.cli.transcript;

import com.google.gson.JsonElement;
import com.google.gson.JsonStreamParser;
import io.github.deployctl.cli.fixture.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What holds for whatever a command says, so that no transcript can be written that is otherwise. */
final class Manners {
    private static final Pattern TRACE =
            Pattern.compile("(?m)^\\s+at [\\w.$]+\\(|\\b(java|io)\\.[a-z.]+\\.[A-Z]\\w+(Exception|Error)\\b");
    private static final Pattern CAUSE = Pattern.compile("(?m)^deployctl: [^:]+: .+");
    private static final Pattern STANDING = Pattern.compile(
            "nothing (else )?was|keeps what it has|serves|stops the app|is not known|goes on|keeps running|no .* written|is half done");

    private Manners() {}

    /** Returns what is wrong with it. */
    static List<String> faults(Scene scene, String command, Performed performed) {
        List<String> faults = new ArrayList<>();
        List<String> words = Scene.words(command);
        boolean json = words.contains("--json") || words.contains("jsonl");
        if (performed.exit() != scene.exit()) {
            faults.add("exit status " + performed.exit() + " instead of " + scene.exit());
        }
        if (TRACE.matcher(performed.out() + performed.err()).find()) {
            faults.add("a class or a trace is shown to a user");
        }
        faults.addAll(Schemas.faults(words, performed.out()));
        if (json) {
            document(words, performed, faults);
        } else if (performed.exit() == 0) {
            result(performed, faults);
        } else {
            failure(scene, performed, faults);
        }
        return faults.stream()
                .map(fault -> scene.title() + ": deployctl " + command + ": " + fault)
                .toList();
    }

    private static void document(List<String> words, Performed performed, List<String> faults) {
        if (!performed.err().isEmpty()) {
            faults.add("a program is told nothing on standard error, and here is: " + performed.err());
        }
        if (performed.out().isEmpty()) {
            faults.add("no document");
            return;
        }
        List<JsonElement> documents = new ArrayList<>();
        new JsonStreamParser(performed.out()).forEachRemaining(documents::add);
        boolean streams = words.contains("jsonl") || words.contains("-f") || words.contains("--watch");
        if (documents.size() > 1 && !streams) {
            faults.add(documents.size() + " documents instead of one");
            return;
        }
        JsonElement last = documents.get(documents.size() - 1);
        JsonElement result = words.contains("jsonl") ? last.getAsJsonObject().get("details") : last;
        if (result.getAsJsonObject().has("exitCode")
                && result.getAsJsonObject().get("exitCode").getAsInt() != performed.exit()) {
            faults.add("the document has another exit status than the process");
        }
    }

    private static void result(Performed performed, List<String> faults) {
        if (performed.out().isEmpty()) {
            faults.add("no result on standard output");
        }
        if (CAUSE.matcher(performed.err()).find()) {
            faults.add("an error, and yet exit status 0");
        }
    }

    private static void failure(Scene scene, Performed performed, List<String> faults) {
        if (performed.out().contains("deployctl: ")) {
            faults.add("an error on standard output");
        }
        // What was found in a file, and what was written before the signal, are results.
        boolean isResult = !performed.out().isEmpty() && performed.err().isEmpty();
        if (isResult) {
            return;
        }
        if (!CAUSE.matcher(performed.err()).find()) {
            faults.add("no line \"deployctl: WHAT: WHY\"");
        }
        if (!STANDING.matcher(performed.err()).find()) {
            faults.add("nothing on what serves now");
        }
        boolean isLeft = scene.circumstance() == Circumstance.INTERRUPTED
                && performed.err().contains("nothing was changed");
        if (!isLeft && !performed.err().contains("Try: ")) {
            faults.add("nothing to try");
        }
    }
}
