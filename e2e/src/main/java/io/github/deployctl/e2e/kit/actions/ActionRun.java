package io.github.deployctl.e2e.kit.actions;

import java.util.List;
import java.util.Map;

/**
 * What a step that uses an action has left.
 *
 * @param exit of the script that failed first, else 0; what is not 0 is red
 * @param log as people see it
 * @param outputs as the steps that follow read them, before anything was masked
 * @param summary before anything was masked
 * @param annotations errors, warnings and notices with their titles
 * @param masks what is shown as *** in all of the job from then on
 */
public record ActionRun(
        int exit,
        String log,
        Map<String, String> outputs,
        String summary,
        List<String> annotations,
        List<String> masks) {
    public ActionRun {
        outputs = Map.copyOf(outputs);
        annotations = List.copyOf(annotations);
        masks = List.copyOf(masks);
    }

    /** Everything, for an assertion's description. */
    public String all() {
        return "exit " + exit + "\n--- log\n" + log + "--- outputs\n" + outputs + "\n--- summary\n" + summary
                + "--- annotations\n" + annotations;
    }
}
