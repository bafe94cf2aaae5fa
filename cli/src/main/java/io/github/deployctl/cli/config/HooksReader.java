package io.github.deployctl.cli.config;

import io.github.deployctl.cli.hook.ClientCommand;
import io.github.deployctl.cli.hook.Hooks;
import java.util.Optional;
import java.util.Set;

/** {@code hooks}. */
final class HooksReader {
    private static final String BEFORE_PUSH = "before-push";
    private static final String AFTER_PUSH = "after-push";
    private static final String ON_FAILURE = "on-failure";
    private static final Set<String> KEYS = Set.of(BEFORE_PUSH, AFTER_PUSH, ON_FAILURE);

    private HooksReader() {}

    static Hooks read(Section file) {
        return file.section("hooks", KEYS)
                .map(hooks -> new Hooks(hook(hooks, BEFORE_PUSH), hook(hooks, AFTER_PUSH), hook(hooks, ON_FAILURE)))
                .orElse(Hooks.NONE);
    }

    private static Optional<ClientCommand> hook(Section hooks, String key) {
        return hooks.get(key).map(node -> CommandReader.read(node, key, Hooks.DEFAULT_TIMEOUT));
    }
}
