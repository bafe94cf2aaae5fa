package io.github.deployctl.agent.launch;

import io.github.deployctl.agent.secret.SecretStore;
import io.github.deployctl.common.secret.Discretion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The environment of an app's process: the agent's own without what is meant for the agent alone, then the release's declaration, then what clients have
 * set, then the host's env file, read afresh for each launch. The host has the last word, since it knows its secrets and its addresses.
 */
public final class Environment {
    /** The launcher names here what it set for the agent's JVM, so that the app does not inherit it. */
    static final String AGENT_ONLY = "DEPLOYCTL_AGENT_ONLY";

    private static final Set<String> NOT_FOR_THE_APP =
            Set.of("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "JOURNAL_STREAM", "MAINPID", "OLDPWD", "_");

    private static final String RUN = "DEPLOYCTL_RUN";
    private static final String HOOKS = "DEPLOYCTL_HOOKS";

    private final Map<String, String> inherited;
    private final boolean forbidsRuns;
    private final boolean forbidsHooks;
    private final Path envFile;
    private final SecretStore secrets;

    /** One of an app for which no client has set anything. */
    Environment(Map<String, String> agents, Path envFile) {
        this(agents, envFile, SecretStore.none());
    }

    /**
     * Makes one.
     *
     * @param secrets what clients have set
     */
    public Environment(Map<String, String> agents, Path envFile, SecretStore secrets) {
        this.secrets = secrets;
        Map<String, String> kept = new LinkedHashMap<>(agents);
        Set<String> agentOnly =
                Set.copyOf(List.of(agents.getOrDefault(AGENT_ONLY, "").trim().split(" +", -1)));
        kept.keySet()
                .removeIf(name -> name.startsWith("DEPLOYCTL_")
                        || name.startsWith("LISTEN_")
                        || NOT_FOR_THE_APP.contains(name)
                        || agentOnly.contains(name));
        this.inherited = Map.copyOf(kept);
        this.envFile = envFile;
        this.forbidsRuns = isOff(agents, RUN);
        this.forbidsHooks = isOff(agents, HOOKS);
    }

    /** Tells whether whoever administers the host lets nobody run commands, by the agent's environment or by the env file, whose content is in {@code of}. */
    boolean forbidsRuns(Map<String, String> of) {
        return forbidsRuns || isOff(of, RUN);
    }

    /** Tells whether releases may have nothing run before their start: who forbids commands forbids those too. */
    boolean forbidsHooks(Map<String, String> of) {
        return forbidsHooks || isOff(of, HOOKS) || forbidsRuns(of);
    }

    private static boolean isOff(Map<String, String> env, String name) {
        return "off".equals(env.get(name));
    }

    /**
     * Returns it for a release that declares {@code declared}.
     *
     * @throws IOException when the env file cannot be read or understood; the message names the line, not its content
     */
    public Map<String, String> of(Map<String, String> declared) throws IOException {
        Map<String, String> env = new LinkedHashMap<>(inherited);
        env.putAll(declared);
        env.putAll(secrets.values());
        env.putAll(hosts());
        return env;
    }

    /** Reads the env file, so that whoever shows something knows what must not be shown. */
    Map<String, String> hosts() throws IOException {
        Map<String, String> hosts = EnvFile.read(envFile);
        secrets.learn(hosts.keySet(), Discretion.secret(hosts));
        return hosts;
    }
}
