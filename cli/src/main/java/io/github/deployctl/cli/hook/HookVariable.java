package io.github.deployctl.cli.hook;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;

/** What a command on the client's side is told in its environment. */
public enum HookVariable {
    APP(Listener.EVERYBODY, "the app's name"),
    RELEASE(Listener.EVERYBODY, "the release that is pushed"),
    ARTIFACT(Listener.HOOK, "the file that is pushed, on this machine"),
    HOSTS(Listener.HOOK, "the hosts of the push, with blanks between"),
    EXIT_CODE(Listener.HOOK_AFTERWARDS, "what the push is about to exit with"),
    CHANGED_HOSTS(Listener.HOOK_AFTERWARDS, "those that serve what was pushed"),
    FAILED_HOSTS(Listener.HOOK_AFTERWARDS, "those that do not"),
    FAILURE(Listener.HOOK_AFTERWARDS, "why, in a sentence; empty where all is well"),
    HOST(Listener.VERIFY, "the host to look at, without user and port"),
    PREVIOUS(Listener.VERIFY, "the release that served before, or empty");

    private final Listener listener;
    private final String meaning;

    HookVariable(Listener listener, String meaning) {
        this.listener = requireNonNull(listener, "listener");
        this.meaning = requireNonNull(meaning, "meaning");
    }

    /** Who is told. */
    public enum Listener {
        /** Every command below {@code hooks}, and {@code verify}. */
        EVERYBODY,
        /** Every command below {@code hooks}. */
        HOOK,
        /** {@code after-push} and {@code on-failure}. */
        HOOK_AFTERWARDS,
        VERIFY
    }

    /** Returns those that {@code listener} is told and the ones before it are not. */
    public static List<HookVariable> of(Listener listener) {
        return Arrays.stream(values())
                .filter(variable -> variable.listener == listener)
                .toList();
    }

    /** Returns its name in the environment. */
    public String variable() {
        return "DEPLOYCTL_" + name();
    }

    public String meaning() {
        return meaning;
    }
}
