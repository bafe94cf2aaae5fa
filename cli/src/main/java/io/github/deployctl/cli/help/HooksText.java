package io.github.deployctl.cli.help;

import io.github.deployctl.cli.config.key.Key;
import io.github.deployctl.cli.config.key.Keys;
import io.github.deployctl.cli.hook.HookVariable;
import io.github.deployctl.cli.hook.HookVariable.Listener;

/** Hooks and {@code verify}, with what each is told. */
final class HooksText {
    private HooksText() {}

    static String text() {
        StringBuilder text = new StringBuilder("""
                Example, in deployctl.yml:

                  hooks: {before-push: ./migrate, after-push: ./announce, on-failure: ./page}
                  verify: ./smoke-test "$DEPLOYCTL_HOST"

                """);
        text.append(
                Lines.of(
                        "",
                        "Each is a line for sh, a list of words, or {command, timeout}. All but before-start run in the folder of deployctl.yml, with the environment of deployctl and without input; what one prints is shown with its name in front. One that is still running at its timeout is ended, and has failed."));
        text.append('\n');
        Keys.in("hooks").forEach(key -> entry(key, text));
        Keys.named("verify").ifPresent(key -> entry(key, text));
        text.append(
                Lines.of(
                        "",
                        "before-push runs once for a push, after-push and on-failure when its outcome is known: exit code 1 where before-push failed, 10 where every host is as it was asked to be and after-push failed. on-failure changes no exit code. None of them runs in a dry run. They may call deployctl run, which the lock of the push does not keep out."));
        text.append('\n');
        text.append(
                Lines.of(
                        "",
                        "before-start runs on each host once the artifact is there, as the app's user, in its environment and working folder, before anything is started; where it fails, the push has failed there with exit code 1 and what served goes on. It is told DEPLOYCTL_APP, DEPLOYCTL_RELEASE, DEPLOYCTL_PREVIOUS (the release that serves, or empty), DEPLOYCTL_ARTIFACT and DEPLOYCTL_JAR (the file on the host), DEPLOYCTL_GENERATION, DEPLOYCTL_BY (who pushes) and DEPLOYCTL_HOOK. It is ended with all that it has started at its timeout, where the push is interrupted, and where the agent ends. Only a push runs it: no rollback, restart, start, or new start after a crash. DEPLOYCTL_HOOKS=off or DEPLOYCTL_RUN=off in the host's /etc/deployctl/APP.env refuses a push that has one."));
        told(Listener.EVERYBODY, "The others are told:", text);
        told(Listener.HOOK, "Beside that, hooks:", text);
        told(Listener.HOOK_AFTERWARDS, "Beside that, after-push and on-failure:", text);
        told(Listener.VERIFY, "Beside the first two, verify:", text);
        return text.toString();
    }

    private static void entry(Key key, StringBuilder text) {
        text.append("  ").append(key.path()).append('\n');
        text.append(Lines.of("    ", key.purpose())).append('\n');
    }

    private static void told(Listener listener, String title, StringBuilder text) {
        text.append('\n').append(title).append('\n');
        for (HookVariable variable : HookVariable.of(listener)) {
            String name = variable.variable();
            text.append("  ")
                    .append(name)
                    .append(" ".repeat(25 - name.length()))
                    .append(variable.meaning())
                    .append('\n');
        }
    }
}
