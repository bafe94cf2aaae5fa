package io.github.deployctl.cli.doctor;

import io.github.deployctl.common.failure.FailureCode;

/** What is made of the unit of an agent that does not answer. */
final class UnitDiagnosis {
    private static final String UNIT = "unit";

    private UnitDiagnosis() {}

    static Diagnosis of(HostSight sight, UnitSight unit, Expectation expected) {
        String name = expected.unit();
        return switch (unit.kind()) {
            case RESTRICTED ->
                Diagnosis.skip(UNIT, "could not be asked about: this key may talk to the agent and do nothing else")
                        .fix(sight.asRoot("systemctl status " + name));
            case LOST ->
                Diagnosis.skip(UNIT, "the login that was to ask about it did not answer")
                        .fix(sight.asRoot("systemctl status " + name));
            case NO_SYSTEMD ->
                Diagnosis.skip(UNIT, "there is no systemd to ask; " + socket(unit))
                        .fix("start the agent: /opt/deployctl/current/deployctl-agent run "
                                + expected.declaration().app());
            case SEEN -> seen(sight, unit, expected);
        };
    }

    private static String socket(UnitSight unit) {
        return unit.socket().isEmpty() ? "nothing is known of the socket" : unit.socket();
    }

    private static Diagnosis seen(HostSight sight, UnitSight unit, Expectation expected) {
        String name = expected.unit();
        if (unit.property("LoadState").equals("not-found")) {
            return failed("there is no " + name)
                    .follows("no agent was ever set up there for this app")
                    .fix("deployctl setup " + sight.host().label());
        }
        String state = unit.property("ActiveState") + " (" + unit.property("SubState") + ")";
        if (unit.property("ActiveState").equals("active")) {
            return Diagnosis.warn(UNIT, name + " is " + state + "; " + socket(unit))
                    .follows("it runs, and either this user may not use its socket or it hangs")
                    .fix(sight.asRoot("journalctl -n 50 -u " + name));
        }
        boolean stopped = unit.property("ActiveState").equals("inactive");
        return failed(name + " is " + state + how(unit))
                .follows(stopped ? "it was stopped, or never started" : "systemd starts it again and again, or gave up")
                .fix(sight.asRoot(stopped ? "systemctl enable --now " + name : "journalctl -n 50 -u " + name));
    }

    private static String how(UnitSight unit) {
        String result = unit.property("Result");
        boolean told = !result.isEmpty() && !result.equals("success");
        String restarts = unit.property("NRestarts");
        return (told ? ", result " + result + ", last exit status " + unit.property("ExecMainStatus") : "")
                + (restarts.isEmpty() || restarts.equals("0") ? "" : ", restarted " + restarts + " times");
    }

    private static Diagnosis failed(String found) {
        return Diagnosis.fail(UNIT, FailureCode.UNREACHABLE, found);
    }
}
