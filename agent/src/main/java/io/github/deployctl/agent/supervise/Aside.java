package io.github.deployctl.agent.supervise;

/** What the owner thread begins and does not wait for, since it may wait for the kernel. Its interrupt ends it. */
interface Aside {
    void run() throws InterruptedException;

    /** Runs it on a thread of its own, which does not keep the agent alive. */
    static void start(String name, Aside step) {
        Thread thread = new Thread(
                () -> {
                    try {
                        step.run();
                    } catch (InterruptedException nobodyDoes) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}
