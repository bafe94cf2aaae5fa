package io.github.deployctl.cli.demo;

/**
 * How the demo is played.
 *
 * @param swaps changes of the serving release under load, at least
 * @param rate requests per second, of all clients together
 * @param keep whether the folder with jars, configuration and logs is left behind
 */
public record DemoSettings(int swaps, int rate, boolean keep) {
    /** Fewer would not show a push and a rollback and one more. */
    public static final int FEWEST_SWAPS = 3;

    public DemoSettings {
        if (swaps < FEWEST_SWAPS || swaps > 1000) {
            throw new IllegalArgumentException("--swaps must be between " + FEWEST_SWAPS + " and 1000");
        }
        if (rate < 1 || rate > 10_000) {
            throw new IllegalArgumentException("--rate must be between 1 and 10000 requests per second");
        }
    }
}
