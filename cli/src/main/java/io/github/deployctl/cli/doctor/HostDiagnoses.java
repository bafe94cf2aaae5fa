package io.github.deployctl.cli.doctor;

import io.github.deployctl.cli.doctor.HostSight.Answers;
import io.github.deployctl.cli.remote.Approach;
import io.github.deployctl.cli.remote.Approach.Stage;
import io.github.deployctl.cli.text.Shown;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import java.util.ArrayList;
import java.util.List;

/** What is made of what was seen of one host: of the way to its agent here, of what that said by others. */
final class HostDiagnoses {
    private static final String CONNECTION = "connection";
    private static final String HOST_KEY = "host key";
    private static final String LOGIN = "login";
    private static final String WAY = "way";
    private static final String AGENT = "agent";

    private final HostSight sight;
    private final Expectation expected;
    private final List<Diagnosis> all = new ArrayList<>();

    private HostDiagnoses(HostSight sight, Expectation expected) {
        this.sight = sight;
        this.expected = expected;
    }

    static List<Diagnosis> of(HostSight sight, Expectation expected) {
        HostDiagnoses diagnoses = new HostDiagnoses(sight, expected);
        diagnoses.way();
        diagnoses.agent();
        diagnoses.rest();
        return List.copyOf(diagnoses.all);
    }

    private void way() {
        Approach approach = sight.approach();
        String server = approach.sight().server();
        step(
                CONNECTION,
                Stage.CONNECTION,
                (server.isEmpty() ? "reached" : server) + ", logged in after "
                        + Shown.millis(sight.took().toMillis()));
        step(HOST_KEY, Stage.HOST_KEY, "known: " + approach.sight().hostKey());
        step(LOGIN, Stage.LOGIN, "as " + approach.sight().user());
        Answers answers = sight.answers();
        if (answers == null) {
            step(WAY, Stage.WAY, "sshd or a command on the host passes on to " + expected.socket());
        } else {
            all.add(
                    answers.bridged()
                            ? Diagnosis.ok(WAY, "a command on the host, since its sshd opens none to the socket")
                            : Diagnosis.ok(WAY, "sshd forwards to " + expected.socket()));
        }
    }

    /** A step was done, has failed, or was not come to; what failed before all of them is told in place of the first that needs it. */
    private void step(String check, Stage stage, String done) {
        Approach approach = sight.approach();
        Failure failure = approach.failure();
        if (failure == null || approach.isPast(stage)) {
            all.add(Diagnosis.ok(check, done));
            return;
        }
        Stage told = approach.stage() == Stage.KEYS
                ? Stage.LOGIN
                : approach.stage() == Stage.CONFIGURATION ? Stage.CONNECTION : approach.stage();
        if (told == stage) {
            all.add(Diagnosis.fail(check, failure).follows("nothing can be deployed there"));
            return;
        }
        all.add(Diagnosis.skip(
                check,
                approach.stage() == Stage.KEYS
                        ? "nothing was connected, since there is no key"
                        : "it did not come to that"));
    }

    private void agent() {
        Answers answers = sight.answers();
        Failure silence = sight.silence();
        if (answers != null) {
            all.add(AgentVersion.compare(sight, answers.status().agentVersion(), expected.version()));
        } else if (silence != null) {
            all.add(Diagnosis.fail(AGENT, silence).follows("nothing can be deployed there"));
        } else {
            all.add(Diagnosis.skip(AGENT, "it was not reached"));
        }
        UnitSight unit = sight.unit();
        if (unit != null) {
            all.add(UnitDiagnosis.of(sight, unit, expected));
        }
    }

    private void rest() {
        Answers answers = sight.answers();
        if (answers == null) {
            HostFindings.CHECKS.forEach(check -> all.add(Diagnosis.skip(check, "only the agent could tell")));
        } else if (answers.examined() == null) {
            Failure why = answers.refusal();
            String told = why == null ? "the agent does not tell" : "the agent does not tell: " + why.message();
            HostFindings.CHECKS.forEach(check -> all.add(Diagnosis.skip(check, told)
                    .fix("deployctl agent upgrade " + sight.host().label())));
        } else {
            answers.examined()
                    .refusals()
                    .forEach(refusal -> all.add(Diagnosis.fail("push", refusal).follows("a push is refused")));
            all.addAll(new HostFindings(sight, answers, answers.examined(), expected).all());
        }
    }

    /** Returns what a push would be told of a failure that has no code of its own. */
    static Diagnosis refused(String check, String found) {
        return Diagnosis.fail(check, FailureCode.NOT_DEPLOYED, found).follows("a push is refused");
    }
}
