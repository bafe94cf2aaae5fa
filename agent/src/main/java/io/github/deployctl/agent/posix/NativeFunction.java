package io.github.deployctl.agent.posix;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import io.github.deployctl.agent.os.OsException;

/**
 * One function of the C library. Arguments are passed as 64-bit integers, which is how both x86-64 and AArch64 pass an int, a long and a pointer in a
 * register. Thread-safe.
 */
final class NativeFunction {
    private static final int EINTR = 4;

    private final Libc libc;
    private final long address;

    NativeFunction(Libc libc, long address) {
        this.libc = libc;
        this.address = address;
    }

    /** Calls it and returns the whole result register, of which an int function sets only the lower half. */
    long call(long... arguments) {
        Invoker invoker = Invoker.getInstance();
        CallContext context = libc.context(arguments.length);
        long[] a = arguments;
        return switch (a.length) {
            case 1 -> invoker.invokeL1(context, address, a[0]);
            case 2 -> invoker.invokeL2(context, address, a[0], a[1]);
            case 3 -> invoker.invokeL3(context, address, a[0], a[1], a[2]);
            case 4 -> invoker.invokeL4(context, address, a[0], a[1], a[2], a[3]);
            case 5 -> invoker.invokeL5(context, address, a[0], a[1], a[2], a[3], a[4]);
            case 6 -> invoker.invokeL6(context, address, a[0], a[1], a[2], a[3], a[4], a[5]);
            default -> throw new IllegalArgumentException(a.length + " arguments");
        };
    }

    /** For a function that returns an error number itself, as the posix_spawn(3) family does. */
    void checkError(String subject, long... arguments) throws OsException {
        int errno = (int) call(arguments);
        if (errno != 0) {
            throw libc.failure(subject, errno);
        }
    }

    /**
     * For a function that returns -1 and sets errno. Calls it again when a signal interrupted it.
     *
     * @param subject what the exception says was tried: {@code bind [::]:80}
     */
    int check(String subject, long... arguments) throws OsException {
        while (true) {
            int result = (int) call(arguments);
            if (result != -1) {
                return result;
            }
            int errno = LastError.getInstance().get();
            if (errno != EINTR) {
                throw libc.failure(subject, errno);
            }
        }
    }
}
