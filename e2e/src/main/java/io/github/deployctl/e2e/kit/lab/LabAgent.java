package io.github.deployctl.e2e.kit.lab;

import io.github.deployctl.e2e.kit.AgentClient;
import io.github.deployctl.e2e.kit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The agent of one app on a lab host, as {@code setup} has installed it from what the build has made: a unit of systemd's. */
public final class LabAgent {
    /** Where on the host the distribution is unpacked before its setup is run. */
    private static final String DISTRIBUTION = "/root/deployctl-agent";

    private final LabHost host;
    private final String app;

    private LabAgent(LabHost host, String app) {
        this.host = host;
        this.app = app;
    }

    /** Installs it, enabled and started. */
    public static LabAgent install(LabHost host, String app) throws IOException, InterruptedException {
        host.copy(distribution(), DISTRIBUTION);
        host.exec("sh", DISTRIBUTION + "/setup", "install", app);
        return new LabAgent(host, app);
    }

    /** The folder that the build has made of everything that is put on a host. */
    public static Path distribution() throws IOException {
        try (Stream<Path> built = Files.list(Lab.sources().resolve("agent/target"))) {
            return built.filter(each -> Files.isExecutable(each.resolve("setup")))
                    .findFirst()
                    .orElseThrow(() -> new IOException("the agent's distribution is not built"));
        }
    }

    public String unit() {
        return "deployctl-agent@" + app + ".service";
    }

    /** Runs {@code systemctl VERB UNIT}. */
    public Outcome systemctl(String verb) throws IOException, InterruptedException {
        return host.attempt("systemctl", verb, unit());
    }

    /** Returns the value of one of the unit's properties. */
    public String property(String name) throws IOException, InterruptedException {
        return host.exec("systemctl", "show", "--value", "--property", name, unit())
                .strip();
    }

    /** Returns the agent's process, by its number on the host; 0 when there is none. */
    public long pid() throws IOException, InterruptedException {
        return Long.parseLong(property("MainPID"));
    }

    /** Returns the app's live process, by its number on the host. */
    public long livePid() throws IOException {
        return Long.parseLong(Files.readString(runFolder().resolve("app.pid")).strip());
    }

    /** Every process of the unit, by its number on the host. */
    public List<Long> processes() throws IOException, InterruptedException {
        return host.attempt("cat", "/sys/fs/cgroup" + property("ControlGroup") + "/cgroup.procs")
                .out()
                .lines()
                .map(Long::valueOf)
                .toList();
    }

    /** Talks to it as root. */
    public AgentClient client() throws IOException {
        return new AgentClient(runFolder().resolve("agent.sock"));
    }

    public Path runFolder() throws IOException {
        return host.root().resolve("run/deployctl/" + app);
    }

    /** What the unit has said in the journal. */
    public String journal() throws IOException, InterruptedException {
        return host.exec("journalctl", "--no-pager", "--output=cat", "--unit", unit());
    }
}
