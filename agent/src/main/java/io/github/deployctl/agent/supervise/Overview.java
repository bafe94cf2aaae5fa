package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.state.RunningProcess;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.protocol.GenerationStatus;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.release.AppName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says how the app is. For the owner thread. */
final class Overview {
    private final AppName name;
    private final String agentVersion;
    private final Surroundings around;
    private final Supervisor supervisor;
    private final Leases leases;

    Overview(AppName name, String agentVersion, Surroundings around, Supervisor supervisor, Leases leases) {
        this.name = name;
        this.agentVersion = agentVersion;
        this.around = around;
        this.supervisor = supervisor;
        this.leases = leases;
    }

    Reply.StatusReport report() {
        Generations now = supervisor.now();
        Map<String, ListenAddress> listeners = new LinkedHashMap<>();
        List<GenerationStatus> shown = new ArrayList<>();
        for (Generation generation : now.members()) {
            Optional<RunningProcess> process = supervisor.process(generation.number());
            Optional<Release> release = around.store().find(generation.release());
            if (process.isPresent() && release.isPresent()) {
                listeners.putAll(release.get().declaration().listeners());
                shown.add(show(generation, process.get(), release.get()));
            }
        }
        return new Reply.StatusReport(
                name,
                agentVersion,
                now.goal().running() ? "running" : "stopped",
                now.goal().release().orElse(null),
                supervisor.operations().holder().map(o -> o.order().describe()).orElse(null),
                listeners,
                shown,
                around.store().list().stream().map(Release::id).toList(),
                supervisor.standing(),
                leases.all(),
                supervisor.interlude().maintenance().orElse(null));
    }

    private GenerationStatus show(Generation generation, RunningProcess process, Release release) {
        Set<Integer> ports = release.declaration().listeners().values().stream()
                .map(ListenAddress::port)
                .collect(Collectors.toUnmodifiableSet());
        ProcessId id = process.serving();
        return new GenerationStatus(
                generation.number(),
                generation.release(),
                generation.role().name().toLowerCase(Locale.ROOT)
                        + (supervisor.isFrozen(generation.number()) ? " (frozen)" : ""),
                id.pid(),
                process.since(),
                around.host().connections(id, ports),
                around.host().residentMemory(id));
    }
}
