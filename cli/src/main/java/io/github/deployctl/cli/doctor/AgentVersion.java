package io.github.deployctl.cli.doctor;

import java.util.Arrays;

/** Compares the versions at both ends. That they understand each other has been seen: they have spoken. */
final class AgentVersion {
    private static final String AGENT = "agent";

    private AgentVersion() {}

    static Diagnosis compare(HostSight sight, String theirs, String ours) {
        if (theirs.equals(ours)) {
            return Diagnosis.ok(AGENT, theirs + ", as here");
        }
        String label = sight.host().label();
        boolean older = Arrays.compare(numbers(theirs), numbers(ours)) < 0;
        return Diagnosis.warn(AGENT, "version " + theirs + ", here " + ours)
                .follows("what only the newer one knows cannot be done")
                .fix(
                        older
                                ? "deployctl setup " + label + " && deployctl agent upgrade " + label
                                : "install deployctl " + theirs + " here");
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("[^0-9]+"))
                .filter(part -> !part.isEmpty() && part.length() < 10)
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
