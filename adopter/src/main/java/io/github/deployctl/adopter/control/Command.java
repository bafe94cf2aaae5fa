package io.github.deployctl.adopter.control;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One order of the agent: {@code live <seq>}, {@code drain <seq>}, {@code classes <seq>}, {@code paths <seq>} or {@code collect <seq>}. */
record Command(Verb verb, long sequence) {
    enum Verb {
        LIVE,
        DRAIN,
        CLASSES,
        PATHS,
        COLLECT
    }

    /** Null if the line is not a command that is known. */
    static @Nullable Command parse(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 2) {
            return null;
        }
        Verb verb = verb(words[0]);
        try {
            return verb == null ? null : new Command(verb, Long.parseLong(words[1]));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Carries the command out and returns the answer; an app that is out of memory gets one too. */
    String run(Commands commands) {
        try {
            switch (verb) {
                case LIVE -> commands.live();
                case DRAIN -> commands.drain();
                case CLASSES -> commands.classes();
                case PATHS -> commands.paths();
                case COLLECT -> commands.collect();
            }
            return "done " + sequence;
        } catch (IOException | RuntimeException | LinkageError | VirtualMachineError e) {
            return "error " + sequence + " " + Lines.flatten(e);
        }
    }

    private static @Nullable Verb verb(String word) {
        return switch (word) {
            case "live" -> Verb.LIVE;
            case "drain" -> Verb.DRAIN;
            case "classes" -> Verb.CLASSES;
            case "paths" -> Verb.PATHS;
            case "collect" -> Verb.COLLECT;
            default -> null;
        };
    }
}
