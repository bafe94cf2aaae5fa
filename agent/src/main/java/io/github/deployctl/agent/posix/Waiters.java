package io.github.deployctl.agent.posix;

/** Threads that mostly sleep in a system call. */
final class Waiters {
    /** They call little: what a listener does should be to post an event. Bytes; the JVM rounds up to what it needs. */
    private static final long STACK = 192 * 1024;

    private Waiters() {}

    static void start(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, STACK);
        thread.setDaemon(true);
        thread.start();
    }
}
