package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Goal;
import io.github.deployctl.agent.launch.JavaRuntime;
import io.github.deployctl.agent.launch.Preflight;
import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.os.Listeners;
import io.github.deployctl.agent.os.PortRange;
import io.github.deployctl.agent.release.Incoming;
import io.github.deployctl.agent.release.JarContents;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.HostFacts;
import io.github.deployctl.common.protocol.Installed;
import io.github.deployctl.common.protocol.KernelSettings;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A look at the host on behalf of whoever wants to push, which leaves everything as it is. For any thread. */
final class Examination {
    private static final long MIB = 1 << 20;
    private static final int MOST_BASES = 5;

    private final Surroundings around;

    Examination(Surroundings around) {
        this.around = around;
    }

    Reply.Examined of(Request.Examine request, Goal goal) throws IOException {
        Optional<Release> current = goal.release().flatMap(around.store()::findSound);
        List<Failure> refusals = new ArrayList<>();
        Map<String, String> env = environment(request.declaration(), refusals);
        HostFacts facts = facts(request.declaration(), env, goal.running() ? current : Optional.empty());
        Checksum artifact = request.artifact();
        boolean held = artifact != null && holds(artifact);
        if (request.declaration().startUp().beforeStart() != null) {
            refuse(refusals, () -> around.preflight().allowsHooks(env));
        }
        refuse(refusals, () -> around.preflight().check(request.declaration(), request.feature(), env));
        refuse(refusals, () -> around.preflight().descriptors(request.declaration()));
        if (!held && facts.disk() - facts.diskReserve() < request.size()) {
            refusals.add(noRoom(request.size(), facts));
        }
        return new Reply.Examined(
                facts,
                current.map(release -> installed(release, artifact)).orElse(null),
                held,
                artifact == null ? List.of() : bases(),
                refusals);
    }

    private interface Check {
        void run() throws FailureException;
    }

    private static void refuse(List<Failure> refusals, Check check) {
        try {
            check.run();
        } catch (FailureException e) {
            refusals.add(e.failure());
        }
    }

    private Map<String, String> environment(Declaration declaration, List<Failure> refusals) {
        try {
            return around.preflight().environment(declaration.launch());
        } catch (FailureException e) {
            refusals.add(e.failure());
            return declaration.launch().env();
        }
    }

    /** Of the same artifact nobody asks what is in it. */
    private Installed installed(Release release, @Nullable Checksum wanted) {
        boolean other = wanted != null && !wanted.equals(release.artifact());
        return new Installed(
                release.id(),
                release.artifact(),
                release.size(),
                release.declaration(),
                other ? JarContents.of(around.paths().artifact(release.id())).orElse(null) : null);
    }

    private HostFacts facts(Declaration declaration, Map<String, String> env, Optional<Release> running)
            throws IOException {
        Host host = around.host();
        Optional<JavaRuntime> java = JavaRuntime.find(declaration.launch().javaHome(), env);
        PortRange ephemeral = host.ephemeralPorts();
        return new HostFacts(
                around.clock().instant(),
                java.map(found -> found.executable().toString()).orElse(null),
                java.map(JavaRuntime::feature).orElse(0),
                host.availableMemory(),
                Preflight.RESERVE,
                Files.getFileStore(around.paths().incoming()).getUsableSpace(),
                Incoming.RESERVE,
                host.freeDescriptors(),
                Listeners.BACKLOG,
                host.longestBacklog(),
                ephemeral.first(),
                ephemeral.last(),
                ports(declaration, running),
                kernel(host));
    }

    private static KernelSettings kernel(Host host) {
        return new KernelSettings(
                host.kernelSetting("net.ipv4.tcp_max_syn_backlog"),
                host.kernelSetting("net.ipv4.tcp_syncookies"),
                host.kernelSetting("net.ipv4.tcp_abort_on_overflow"),
                host.limit("Max open files"),
                host.limit("Max nice priority"));
    }

    private List<HostFacts.Port> ports(Declaration declaration, Optional<Release> running) {
        Host host = around.host();
        return declaration.listeners().values().stream()
                .map(ListenAddress::port)
                .filter(host::isListenedOn)
                .map(port -> new HostFacts.Port(port, host.holderOf(port), isOurs(port, running)))
                .toList();
    }

    private static boolean isOurs(int port, Optional<Release> running) {
        return running.stream()
                .flatMap(release -> release.declaration().listeners().values().stream())
                .anyMatch(address -> address.port() == port);
    }

    private boolean holds(Checksum artifact) {
        return around.store().holds(artifact)
                || Files.isRegularFile(around.paths().incoming(artifact));
    }

    private List<Checksum> bases() {
        return around.store().list().stream()
                .map(Release::artifact)
                .distinct()
                .limit(MOST_BASES)
                .toList();
    }

    private static Failure noRoom(long size, HostFacts facts) {
        return Failure.of(
                        FailureCode.NOT_DEPLOYED,
                        "the artifact has " + size / MIB + " MiB, and of the " + facts.disk() / MIB
                                + " MiB free on the disk the agent keeps " + facts.diskReserve() / MIB)
                .hint("free space on the host, then push again");
    }
}
