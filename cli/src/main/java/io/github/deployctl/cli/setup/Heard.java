package io.github.deployctl.cli.setup;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the setup script says, sorted: what was found, what it does, why it ended. Used by one thread. */
final class Heard implements Consumer<String> {
    private static final String WHY = "setup: ";
    private static final String TRY = "Try: ";

    private final Consumer<String> shown;
    private final List<String> changes = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private String why = "";
    private @Nullable String hint;

    Heard(Consumer<String> shown) {
        this.shown = shown;
    }

    @Override
    public void accept(String line) {
        if (line.startsWith(WHY)) {
            why = line.substring(WHY.length());
        } else if (line.startsWith(TRY)) {
            hint = line.substring(TRY.length());
        } else if (line.startsWith("found: ") || line.startsWith("note: ")) {
            notes.add(line);
            shown.accept(line);
        } else if (!line.startsWith("nothing to do") && !line.isBlank()) {
            changes.add(line);
            shown.accept(line);
        }
    }

    List<String> changes() {
        return changes;
    }

    List<String> notes() {
        return notes;
    }

    /** Returns a failure with the script's own reason, or the last thing that it said. */
    Failure failure(int status) {
        String last = changes.isEmpty() ? "it ended with status " + status : changes.get(changes.size() - 1);
        return Failure.of(FailureCode.NOT_DEPLOYED, "not set up: " + (why.isEmpty() ? last : why))
                .hint(hint);
    }
}
