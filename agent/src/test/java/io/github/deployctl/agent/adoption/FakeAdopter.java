package io.github.deployctl.agent.adoption;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An adopter without a JVM: it answers every command at once, with success unless it was told otherwise, or not at all. */
public final class FakeAdopter {
    private final Adopters adopters;
    private final long number;
    private final List<String> commands = new ArrayList<>();
    private @Nullable String error;
    private List<String> asked = List.of();
    private String ignored = "";
    private boolean mute;
    private long pid;

    private final Adopters.Line line = new Adopters.Line() {
        @Override
        public long pid() {
            return pid;
        }

        @Override
        public void send(String command, Answer answer) {
            commands.add(command);
            if (command.equals("paths")) {
                asked.forEach(path -> adopters.recorded(number, path));
            }
            if (!mute && !command.equals(ignored)) {
                answer.answered(error);
            }
        }
    };

    public FakeAdopter(Adopters adopters, long number) {
        this.adopters = adopters;
        this.number = number;
    }

    /** Says that it holds the listener {@code name}. */
    public void bind(String name) {
        adopters.bound(number, name, line);
    }

    /** Speaks for a JVM of this number, which calls now. */
    public void callFrom(long jvm) {
        pid = jvm;
        adopters.joined(number, line);
    }

    public void failWith(String reason) {
        error = reason;
    }

    /** Has been asked for these paths. */
    public void hasBeenAsked(String... paths) {
        asked = List.of(paths);
    }

    /** Never answers this command, as one that does not know it. */
    public void ignore(String command) {
        ignored = command;
    }

    public void fallSilent() {
        mute = true;
    }

    /** Returns what it was told, in order. */
    public List<String> commands() {
        return List.copyOf(commands);
    }
}
