package io.github.deployctl.agent.launch;

import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.JavaRequirement;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Refuses a launch that cannot succeed, before anything is started. */
public final class Preflight {
    private static final long MIB = 1 << 20;
    /** Left over for everything else on the host, in bytes. */
    public static final long RESERVE = 64 * MIB;

    private static final int SPARE_DESCRIPTORS = 16;

    /** The first feature release that the adopter is compiled for. */
    private static final int OLDEST = 17;

    private final Host host;
    private final Environment environment;

    public Preflight(Host host, Environment environment) {
        this.host = host;
        this.environment = environment;
    }

    /** Returns the environment for {@code launch}. */
    public Map<String, String> environment(Launch launch) throws FailureException {
        try {
            return environment.of(launch.env());
        } catch (IOException e) {
            throw refused(
                    "the environment file cannot be used: " + e.getMessage(), "mend it on the host, then push again");
        }
    }

    /** Learns what the host's env file sets, as far as it can be read. */
    public void learnEnvironment() {
        try {
            environment.hosts();
        } catch (IOException e) {
            // Whoever launches something is told.
        }
    }

    /** Makes sure that commands may be run on this host. */
    void allowsRuns(Map<String, String> env) throws FailureException {
        if (environment.forbidsRuns(env)) {
            throw Failure.of(FailureCode.NOT_DEPLOYED, "nothing was run: this host's agent runs no commands")
                    .hint("whoever administers the host has set DEPLOYCTL_RUN=off there")
                    .asException();
        }
    }

    /** Makes sure that a release may have something run before its start on this host. */
    public void allowsHooks(Map<String, String> env) throws FailureException {
        if (environment.forbidsHooks(env)) {
            throw refused(
                    "this host's agent runs no hooks (hooks.before-start)",
                    "whoever administers the host has set DEPLOYCTL_HOOKS=off or DEPLOYCTL_RUN=off there");
        }
    }

    /** Makes sure that what is declared can start {@code artifact}. */
    public void check(Declaration declaration, Path artifact, Map<String, String> env) throws FailureException {
        if (declaration.launch().isCommand()) {
            command(declaration.launch(), artifact, env);
        } else {
            java(declaration, artifact, env);
        }
    }

    /** Does so for an artifact that is not here, of which only the Java feature release that it was compiled for is known, or 0. */
    public void check(Declaration declaration, int feature, Map<String, String> env) throws FailureException {
        if (declaration.launch().isCommand()) {
            command(declaration.launch(), Path.of(Launch.ARTIFACT), env);
        } else {
            java(declaration, feature, env);
        }
    }

    /** Makes sure that the program of a launch by command is there, and the Java that it asks for. What the artifact is, the command knows. */
    void command(Launch launch, Path artifact, Map<String, String> env) throws FailureException {
        Map<String, String> own = new LinkedHashMap<>(env);
        OwnCommand.addJava(launch, own);
        if (launch.javaHome() != null || launch.javaVersion() != null) {
            require(launch, own);
        }
        String program = OwnCommand.argv(launch, artifact).get(0);
        // The artifact itself is made executable when it is installed.
        if (!launch.isArtifactProgram() && !OwnCommand.isThere(program, own)) {
            throw refused(
                    "the host has no program " + program + " (command)",
                    "install it on the host, or name another in command");
        }
    }

    /** Finds the Java for {@code artifact} and makes sure that it can run it, and the adopter where that is asked for. */
    JavaRuntime java(Declaration declaration, Path artifact, Map<String, String> env) throws FailureException {
        ArtifactInspection inspection = ArtifactInspection.of(artifact)
                .orElseThrow(() -> Failure.of(
                                FailureCode.ARTIFACT_INVALID,
                                "nothing was deployed: the artifact is no jar with a Main-Class")
                        .hint("push the executable jar of your build (java -jar must be able to start it)")
                        .asException());
        return java(declaration, inspection.feature(), env);
    }

    private static JavaRuntime java(Declaration declaration, int feature, Map<String, String> env)
            throws FailureException {
        JavaRuntime java = require(declaration.launch(), env);
        if (java.feature() != 0 && feature > java.feature()) {
            throw refused(
                    "the jar was compiled for Java " + feature + ", the host's is " + java.feature() + " ("
                            + java.executable() + ")",
                    "install a newer Java on the host, or set java.home in deployctl.yml");
        }
        if (declaration.handOver().isAdopted()) {
            adoption(java);
            archive(declaration.launch().options());
        }
        return java;
    }

    private static JavaRuntime require(Launch launch, Map<String, String> env) throws FailureException {
        Optional<JavaRuntime> found = JavaRuntime.find(launch.javaHome(), env);
        if (found.isEmpty()) {
            throw refused(
                    launch.javaHome() == null
                            ? "no java was found on the host (JAVA_HOME, PATH)"
                            : "there is no java in " + launch.javaHome() + " (java.home)",
                    "install a JRE on the host, or set java.home in deployctl.yml");
        }
        JavaRuntime java = found.get();
        JavaRequirement wanted = launch.javaVersion();
        if (java.feature() != 0 && wanted != null && !wanted.accepts(java.feature())) {
            throw refused(
                    "the host's Java is " + java.feature() + " (" + java.executable() + "), java.version wants "
                            + wanted,
                    "install that Java on the host, or set java.home in deployctl.yml");
        }
        return java;
    }

    /** Makes sure that the adopter can work in {@code java}. */
    private static void adoption(JavaRuntime java) throws FailureException {
        if (java.feature() != 0 && java.feature() < OLDEST) {
            throw refused(
                    "the host's Java is " + java.feature() + " (" + java.executable()
                            + "), and handing listeners to an unchanged app needs " + OLDEST + " or later",
                    "install Java " + OLDEST
                            + " or later on the host, set java.home in deployctl.yml, or set handover: inherit there");
        }
        if (java.lacksAgents()) {
            throw refused(
                    "the Java runtime of " + java.executable()
                            + " has no module java.instrument, and handing listeners to an unchanged app needs it",
                    "add java.instrument to the modules that jlink is given (--add-modules), set java.home in "
                            + "deployctl.yml, or set handover: inherit there");
        }
    }

    /** A JVM that is to write a class-data archive at its end refuses a -javaagent, and ends at its start (JDK 19 and later). */
    private static void archive(List<String> options) throws FailureException {
        if (options.contains("-XX:+AutoCreateSharedArchive") && !options.contains("-XX:+AllowArchivingWithJavaAgent")) {
            throw refused(
                    "a JVM with -XX:+AutoCreateSharedArchive and a -javaagent, by which it gets its listeners, does not start",
                    "leave the option out, or add -XX:+UnlockDiagnosticVMOptions -XX:+AllowArchivingWithJavaAgent to "
                            + "java.options");
        }
    }

    /** Makes sure that the agent can open a launch's sockets, pipes and files: a private listener each, and what a spawn and its log need. */
    public void descriptors(Declaration declaration) throws FailureException {
        long free = host.freeDescriptors();
        int needed = 2 * declaration.listeners().size() + SPARE_DESCRIPTORS;
        if (free != 0 && free < needed) {
            throw refused(
                    "the agent may open " + free + " more descriptors, a launch needs " + needed,
                    "raise the agent's limit (ulimit -n, or LimitNOFILE in its unit) and start it again");
        }
    }

    /** Tells whether a second process like {@code live} would fit beside it. */
    public boolean hasRoomBeside(ProcessId live) {
        long available = host.availableMemory();
        return available == 0 || available >= host.residentMemory(live) + RESERVE;
    }

    /** Returns the failure for a host without that room. */
    public FailureException noRoomBeside(ProcessId live) {
        return refused(
                "two processes do not fit: " + host.availableMemory() / MIB
                        + " MiB are available and the live one uses " + host.residentMemory(live) / MIB + " MiB",
                "give the host more memory, or the app a smaller -Xmx in java.options");
    }

    private static FailureException refused(String why, String hint) {
        return Failure.of(FailureCode.NOT_DEPLOYED, "nothing was started: " + why)
                .hint(hint)
                .asException();
    }
}
