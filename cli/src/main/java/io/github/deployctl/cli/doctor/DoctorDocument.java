package io.github.deployctl.cli.doctor;

import io.github.deployctl.common.failure.FailureCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON document of {@code doctor}.
 *
 * @param outcome {@code well}, {@code warned} or {@code failed}
 * @param counts how many findings there are of each level
 * @param findings about this machine
 */
public record DoctorDocument(
        int schema,
        String command,
        String outcome,
        int exitCode,
        Counts counts,
        List<Finding> findings,
        List<Host> hosts) {
    private static final int SCHEMA = 1;

    /** How many of each level. */
    public record Counts(int ok, int warn, int fail, int skip) {}

    /**
     * What was found in one respect.
     *
     * @param level {@code ok}, {@code warn}, {@code fail} or {@code skip}
     * @param code what a push would fail with, or null
     */
    public record Finding(
            String check,
            String level,
            String found,
            @Nullable String follows,
            @Nullable String fix,
            @Nullable FailureCode code) {}

    /** One host. */
    public record Host(String host, String outcome, List<Finding> findings) {}

    public static DoctorDocument of(CheckUp checkUp) {
        Counts counts = new Counts(
                checkUp.count(Level.OK),
                checkUp.count(Level.WARN),
                checkUp.count(Level.FAIL),
                checkUp.count(Level.SKIP));
        return new DoctorDocument(
                SCHEMA,
                "doctor",
                counts.fail > 0 ? "failed" : counts.warn > 0 ? "warned" : "well",
                checkUp.exitStatus(),
                counts,
                findings(checkUp.here()),
                checkUp.hosts().stream()
                        .map(host -> new Host(host.host().label(), outcome(host.findings()), findings(host.findings())))
                        .toList());
    }

    private static String outcome(List<Diagnosis> findings) {
        if (has(findings, Level.FAIL)) {
            return "failed";
        }
        return has(findings, Level.WARN) ? "warned" : "well";
    }

    private static boolean has(List<Diagnosis> findings, Level level) {
        return findings.stream().anyMatch(finding -> finding.level() == level);
    }

    private static List<Finding> findings(List<Diagnosis> diagnoses) {
        return diagnoses.stream()
                .map(each -> new Finding(
                        each.check(), each.level().word(), each.found(), each.follows(), each.fix(), each.code()))
                .toList();
    }
}
