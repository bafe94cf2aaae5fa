package io.github.deployctl.cli.completion;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/** A shell that there is a script for. */
public enum Shell {
    BASH,
    ZSH,
    FISH;

    /** Returns the script that completes {@code root} and all that is below it. */
    public String script(CommandLine root) {
        List<Completable> commands = Completable.all(root);
        return switch (this) {
            case BASH -> BashScript.of(commands);
            case ZSH -> ZshScript.of(commands);
            case FISH -> FishScript.of(commands);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
