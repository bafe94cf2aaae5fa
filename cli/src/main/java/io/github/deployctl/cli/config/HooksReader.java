package io.github.deployctl.cli.config;

import io.github.deployctl.cli.config.CommandReader.Usual;
import io.github.deployctl.cli.hook.ClientCommand;
import io.github.deployctl.cli.hook.Hooks;
import java.util.Optional;

/** {@code hooks}. */
final class HooksReader {
    private static final String BEFORE_PUSH = "before-push";
    private static final String AFTER_PUSH = "after-push";
    private static final String ON_FAILURE = "on-failure";

    private HooksReader() {}

    static Hooks read(Section file) {
        return file.section("hooks")
                .map(hooks -> new Hooks(hook(hooks, BEFORE_PUSH), hook(hooks, AFTER_PUSH), hook(hooks, ON_FAILURE)))
                .orElse(Hooks.NONE);
    }

    private static Optional<ClientCommand> hook(Section hooks, String key) {
        return hooks.get(key)
                .map(node -> CommandReader.read(node, hooks.path(key), new Usual(key, Hooks.DEFAULT_TIMEOUT)));
    }
}
