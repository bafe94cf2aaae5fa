package io.github.deployctl.cli.text;

import java.time.Duration;
import java.util.Locale;

/** Quantities as people read them: {@code 64.0 MB}, {@code 3.9 s}, {@code 4 ms}. Decimal units, a point in every language. */
public final class Shown {
    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

    private Shown() {}

    /** Returns a number of bytes. */
    public static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double amount = bytes / 1000.0;
        int unit = 0;
        // 999.95 would be written as 1000.0
        while (amount >= 999.95 && unit < UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
    }

    /** Returns a time span given in milliseconds. */
    public static String millis(long millis) {
        if (millis < 1000) {
            return millis + " ms";
        }
        return millis < 120_000
                ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0)
                : String.format(Locale.ROOT, "%d min %02d s", millis / 60_000, millis / 1000 % 60);
    }

    /** Returns how long ago something was, roughly. */
    public static String age(Duration age) {
        if (age.toMinutes() < 2) {
            return Math.max(0, age.toSeconds()) + " s";
        }
        if (age.toHours() < 2) {
            return age.toMinutes() + " min";
        }
        return age.toDays() < 2 ? age.toHours() + " h" : age.toDays() + " days";
    }
}
