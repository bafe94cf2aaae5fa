package io.github.deployctl.agent.os;

/**
 * A process, told apart from any later one with the same number.
 *
 * @param startTicks field 22 of {@code /proc/<pid>/stat} (proc(5)): clock ticks after boot
 */
public record ProcessId(long pid, long startTicks) {
    @Override
    public String toString() {
        return "pid " + pid;
    }
}
