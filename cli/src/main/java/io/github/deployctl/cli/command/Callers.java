package io.github.deployctl.cli.command;

import io.github.deployctl.cli.terminal.Surroundings;
import io.github.deployctl.common.protocol.Caller;

/** Says who runs this client, and in which CI run. */
final class Callers {
    private Callers() {}

    static Caller of(Surroundings around) {
        boolean inActions =
                around.variable("GITHUB_ACTIONS").filter("true"::equals).isPresent();
        String run = inActions
                ? around.variable("GITHUB_SERVER_URL").orElse("https://github.com") + "/"
                        + around.variable("GITHUB_REPOSITORY").orElse("") + "/actions/runs/"
                        + around.variable("GITHUB_RUN_ID").orElse("")
                : null;
        return new Caller(around.user(), around.machine(), run);
    }
}
