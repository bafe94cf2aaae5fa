package io.github.deployctl.common.protocol;

/**
 * What a hand-over took.
 *
 * @param readyMillis from launch to ready; 0 when a standby took over
 * @param moveMillis until the new generation accepted on every public listener: from the decision, and where a standby took over from the moment the
 *     agent took up the request
 * @param drainMillis from then until the old generation was drained
 * @param connections the old generation had when its drain began
 * @param cut of them, how many were still open at {@code drain.timeout}
 */
public record Timings(long readyMillis, long moveMillis, long drainMillis, int connections, int cut) {
    public static final Timings NONE = new Timings(0, 0, 0, 0, 0);
}
