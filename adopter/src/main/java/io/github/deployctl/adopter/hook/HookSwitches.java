package io.github.deployctl.adopter.hook;

import io.github.deployctl.adopter.drain.Responses;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** What the hook class is told in operation. Safe for all threads. */
public final class HookSwitches implements Responses.Watch {
    private final Method adopted;
    private final Field watching;

    HookSwitches(Method adopted, Field watching) {
        this.adopted = adopted;
        this.watching = watching;
    }

    /** Makes these fds the adopted ones. The array must not change any more. */
    public void adopted(int[] fds) {
        try {
            adopted.invoke(null, (Object) fds);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void watch(boolean on) {
        try {
            watching.setBoolean(null, on);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
