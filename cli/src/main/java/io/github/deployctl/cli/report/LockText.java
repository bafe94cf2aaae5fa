package io.github.deployctl.cli.report;

import io.github.deployctl.common.protocol.Lease;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.text.Visible;
import java.util.List;
import java.util.stream.Stream;

/** Who has the lock, for people. */
public final class LockText {
    private LockText() {}

    public static List<String> of(String label, Reply.LockReport report) {
        return lines(label, "locked by ", "not locked", report.leases());
    }

    public static List<String> of(String label, Reply.Released released) {
        return lines(label, "released, was locked by ", "was not locked", released.leases());
    }

    private static List<String> lines(String label, String verb, String none, List<Lease> leases) {
        Stream<String> said =
                leases.isEmpty() ? Stream.of(none) : leases.stream().map(lease -> verb + lease.describe());
        return said.map(line -> Visible.of(label + "  " + line)).toList();
    }
}
