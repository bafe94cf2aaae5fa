package io.github.deployctl.adopter.hook;

/** A hook could not be installed: this JVM must not serve. The message is the reason, for people, in one line. */
public final class HookFailure extends Exception {
    private static final long serialVersionUID = 1L;

    HookFailure(String reason) {
        super(reason);
    }

    HookFailure(String reason, Throwable cause) {
        super(reason, cause);
    }
}
