package io.github.deployctl.agent.posix;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;
import io.github.deployctl.agent.os.OsException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The C library that the JVM itself is linked with. Thread-safe. */
final class Libc {
    private static final int MOST_ARGUMENTS = 6;
    private static final int TEXT_BYTES = 256;

    private final CallContext[] contexts = new CallContext[MOST_ARGUMENTS + 1];
    private final NativeFunction errorText;

    Libc() {
        for (int count = 0; count <= MOST_ARGUMENTS; count++) {
            Type[] parameters = new Type[count];
            Arrays.fill(parameters, Type.SLONG_LONG);
            // The last argument makes jffi keep errno before the JVM can overwrite it.
            contexts[count] = CallContext.getCallContext(Type.SLONG_LONG, parameters, CallingConvention.DEFAULT, true);
        }
        // glibc has two functions called strerror_r(3); this is the one that fills the buffer.
        errorText = function("__xpg_strerror_r");
    }

    CallContext context(int arguments) {
        return contexts[arguments];
    }

    NativeFunction function(String name) {
        NativeFunction function = functionIfPresent(name);
        if (function == null) {
            throw new UnsatisfiedLinkError("the C library has no " + name);
        }
        return function;
    }

    /** Returns null where this version of the C library has no such function. */
    @Nullable
    NativeFunction functionIfPresent(String name) {
        long address = Library.getDefault().getSymbolAddress(name);
        return address == 0 ? null : new NativeFunction(this, address);
    }

    OsException failure(String subject, int errno) {
        try (NativeMemory memory = new NativeMemory()) {
            long buffer = memory.allocate(TEXT_BYTES);
            errorText.call(errno, buffer, TEXT_BYTES);
            return new OsException(
                    subject, Errno.name(errno), new String(memory.untilNul(buffer), StandardCharsets.UTF_8));
        }
    }
}
