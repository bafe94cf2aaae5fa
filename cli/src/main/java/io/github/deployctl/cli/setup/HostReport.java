package io.github.deployctl.cli.setup;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one host.
 *
 * @param changes that were made, or would be, in order
 * @param notes about what was found
 * @param failure why it was not done, or null
 */
public record HostReport(
        HostAddress host,
        Result result,
        List<String> changes,
        List<String> notes,
        @Nullable Failure failure) {
    /** How it ended. */
    public enum Result {
        CHANGED,
        UNCHANGED,
        PLANNED,
        FAILED,
        SKIPPED
    }

    public HostReport {
        requireNonNull(host, "host");
        requireNonNull(result, "result");
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
    }

    static HostReport failed(HostAddress host, Heard heard, Failure failure) {
        return new HostReport(host, Result.FAILED, heard.changes(), heard.notes(), failure);
    }

    static HostReport skipped(HostAddress host) {
        return new HostReport(host, Result.SKIPPED, List.of(), List.of(), null);
    }

    /** Returns whether the host may be other than it was. */
    public boolean isChanged() {
        return result == Result.CHANGED || (result == Result.FAILED && !changes.isEmpty());
    }
}
