package io.github.deployctl.agent.procfs;

import java.util.Optional;
import java.util.StringTokenizer;

/**
 * What {@code /proc/<pid>/stat} says (proc(5)).
 *
 * @param name of the program, cut to 15 characters by the kernel; may hold anything, brackets and spaces too
 * @param state {@code R}, {@code S}, {@code Z} ...
 * @param session the number of the process that leads or has led it
 * @param startTicks clock ticks between boot and the start of the process
 */
record ProcessStat(String name, char state, long session, long startTicks) {
    /** The state is field 3 of the file, the session field 6 and the start field 22. */
    private static final int UP_TO_SESSION = 6 - 3 - 1;

    private static final int UP_TO_START = 22 - 6 - 1;
    private static final int UP_TO_TIMES = 14 - 3;

    /** Returns nothing for a file that could not be read. */
    static Optional<ProcessStat> parse(String text) {
        int open = text.indexOf('(');
        // The last one: the name may hold brackets, and no later field does.
        int close = text.lastIndexOf(')');
        if (open < 0 || close < open) {
            return Optional.empty();
        }
        StringTokenizer fields = new StringTokenizer(text.substring(close + 1));
        if (fields.countTokens() < UP_TO_SESSION + UP_TO_START + 3) {
            return Optional.empty();
        }
        char state = fields.nextToken().charAt(0);
        skip(fields, UP_TO_SESSION);
        long session = ProcFiles.number(fields.nextToken(), 0);
        skip(fields, UP_TO_START);
        long start = ProcFiles.number(fields.nextToken(), 0);
        return Optional.of(new ProcessStat(text.substring(open + 1, close), state, session, start));
    }

    /** Returns the clock ticks that it has run, in user mode and in the kernel (fields 14 and 15), or 0. */
    static long processorTicks(String text) {
        StringTokenizer fields = new StringTokenizer(text.substring(text.lastIndexOf(')') + 1));
        if (fields.countTokens() < UP_TO_TIMES + 2) {
            return 0;
        }
        skip(fields, UP_TO_TIMES);
        return ProcFiles.number(fields.nextToken(), 0) + ProcFiles.number(fields.nextToken(), 0);
    }

    private static void skip(StringTokenizer fields, int count) {
        for (int i = 0; i < count; i++) {
            fields.nextToken();
        }
    }

    /** Tells whether it has ended and waits to be reaped. */
    boolean isZombie() {
        return state == 'Z';
    }

    /** Tells whether it can still run: a zombie has ended and waits to be reaped. */
    boolean isAlive() {
        return state != 'Z' && state != 'X' && state != 'x';
    }
}
