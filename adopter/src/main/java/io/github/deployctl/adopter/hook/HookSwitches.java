package io.github.deployctl.adopter.hook;

import io.github.deployctl.adopter.drain.Responses;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** What the hook class is told in operation. Safe for all threads. */
public final class HookSwitches implements Responses.Watch {
    private final Method adopted;
    private final Field watching;
    private final Field parked;

    HookSwitches(Method adopted, Field watching, Field parked) {
        this.adopted = adopted;
        this.watching = watching;
        this.parked = parked;
    }

    /** Makes these fds the adopted ones. The array must not change any more. */
    public void adopted(int[] fds) {
        try {
            adopted.invoke(null, (Object) fds);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Says whether the adopted fds are the private ones, so that a sleeper on them is to notice soon when they are not any more. */
    public void parked(boolean on) {
        set(parked, on);
    }

    @Override
    public void watch(boolean on) {
        set(watching, on);
    }

    private static void set(Field field, boolean on) {
        try {
            field.setBoolean(null, on);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
