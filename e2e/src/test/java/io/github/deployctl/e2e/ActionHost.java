package io.github.deployctl.e2e;

import io.github.deployctl.e2e.kit.Installation;
import io.github.deployctl.e2e.kit.actions.ActionRun;
import io.github.deployctl.e2e.kit.actions.ActionRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** A site, and a job whose steps use the project's own actions. */
abstract class ActionHost extends E2eHost {
    protected static final Path ACTIONS = Path.of(System.getProperty("deployctl.sources"))
            .toAbsolutePath()
            .normalize()
            .resolve(".github/actions");

    @TempDir
    protected Path temp;

    protected final ActionRunner runner() throws IOException {
        return runner(Map.of());
    }

    /** Runs the action push with {@code jar} and more inputs. */
    protected final ActionRun push(ActionRunner runner, Path jar, Map<String, String> more)
            throws IOException, InterruptedException {
        Map<String, String> with = new HashMap<>(Map.of("artifact", jar.toString()));
        with.putAll(more);
        return runner.uses(ACTIONS.resolve("push"), inputs(with));
    }

    /** Returns the inputs that reach the site as its host web-1, and more. */
    protected final Map<String, String> inputs(Map<String, String> more) throws IOException {
        Map<String, String> with = new HashMap<>(Map.of(
                "version",
                "installed",
                "hosts",
                "web-1=" + System.getProperty("user.name") + "@127.0.0.1:"
                        + site.sshd().port(),
                // As a form leaves it that knows no line ends.
                "private-key",
                Files.readString(site.sshd().identity()).replace("\n", "\\n"),
                "known-hosts",
                Files.readString(site.sshd().knownHosts())));
        with.putAll(more);
        return with;
    }

    /** Returns a job whose repository has the site's deployctl.yml, with more in its environment. */
    protected final ActionRunner runner(Map<String, String> more) throws IOException {
        // The names of the hosts are in the repository, their addresses in the workflow's secrets.
        site.declare("hosts: [web-1]\nhooks: {before-push: \"echo '##[error]from a hook'\"}");
        Map<String, String> environment = new HashMap<>(Map.of(
                "HOME", site.folder().toString(),
                "XDG_CACHE_HOME", site.cache().toString(),
                "PATH", Installation.ofThisBuild().deployctl().getParent() + ":" + System.getenv("PATH")));
        environment.putAll(more);
        return new ActionRunner(
                site.folder().resolve("project"),
                temp,
                environment,
                inputs(Map.of()).entrySet().stream()
                        .filter(input -> !input.getKey().equals("version"))
                        .map(Map.Entry::getValue)
                        .toList());
    }
}
