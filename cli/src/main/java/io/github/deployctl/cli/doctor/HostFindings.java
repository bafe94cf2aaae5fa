package io.github.deployctl.cli.doctor;

import io.github.deployctl.cli.doctor.HostSight.Answers;
import io.github.deployctl.cli.text.Shown;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.protocol.GenerationStatus;
import io.github.deployctl.common.protocol.HostFacts;
import io.github.deployctl.common.protocol.Installed;
import io.github.deployctl.common.protocol.Lease;
import io.github.deployctl.common.protocol.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is made of what an agent says of its host, but for the kernel's settings. */
final class HostFindings {
    private static final String JAVA = "java";
    private static final String PORTS = "ports";
    private static final String MEMORY = "memory";
    private static final String DISK = "disk";
    private static final String CLOCK = "clock";
    /** All that is looked at here and by {@link KernelDiagnoses}, in order. */
    static final List<String> CHECKS = List.of(
            "app",
            "lock",
            JAVA,
            PORTS,
            MEMORY,
            DISK,
            CLOCK,
            KernelDiagnoses.BACKLOG,
            KernelDiagnoses.OVERFLOW,
            KernelDiagnoses.FILES,
            KernelDiagnoses.PRIORITY);

    /** Times in logs and in the history are the host's. */
    private static final Duration MOST_SKEW = Duration.ofSeconds(5);

    private final HostSight sight;
    private final Answers answers;
    private final Reply.Examined examined;
    private final HostFacts facts;
    private final Expectation expected;

    HostFindings(HostSight sight, Answers answers, Reply.Examined examined, Expectation expected) {
        this.sight = sight;
        this.answers = answers;
        this.examined = examined;
        this.facts = examined.facts();
        this.expected = expected;
    }

    List<Diagnosis> all() {
        List<Diagnosis> all = new ArrayList<>(List.of(app(), lock(), java()));
        all.addAll(ports());
        all.addAll(List.of(memory(), disk(), clock()));
        all.addAll(new KernelDiagnoses(sight, facts).all());
        return all;
    }

    private Optional<GenerationStatus> role(String role) {
        return answers.status().generations().stream()
                .filter(generation -> generation.role().startsWith(role))
                .findFirst();
    }

    private Diagnosis app() {
        Reply.StatusReport status = answers.status();
        Optional<GenerationStatus> live = role("live");
        if (live.isPresent()) {
            return Diagnosis.ok("app", live.get().release() + " serves");
        }
        if (status.current() == null) {
            return Diagnosis.ok("app", "nothing was deployed yet");
        }
        if (!status.wanted().equals("running")) {
            return Diagnosis.warn("app", status.current() + " is stopped")
                    .follows("nobody is served")
                    .fix("deployctl start " + sight.host().label());
        }
        return HostDiagnoses.refused("app", status.current() + " is to serve and does not")
                .follows("users wait while the agent starts it again")
                .fix("deployctl logs " + sight.host().label());
    }

    private Diagnosis lock() {
        List<Lease> locks = answers.status().locks();
        String operation = answers.status().operation();
        if (!locks.isEmpty()) {
            return Diagnosis.warn("lock", "held by " + locks.get(0).describe())
                    .follows("a push by anybody else is refused")
                    .fix("deployctl lock status " + sight.host().label());
        }
        return Diagnosis.ok("lock", operation == null ? "free" : "under way: " + operation);
    }

    private Diagnosis java() {
        return facts.java() == null
                ? HostDiagnoses.refused(JAVA, "there is none to start the app with")
                        .fix("deployctl setup " + sight.host().label())
                : Diagnosis.ok(JAVA, facts.javaFeature() + " at " + facts.java());
    }

    private List<Diagnosis> ports() {
        return expected.declaration().listeners().values().stream()
                .map(this::port)
                .toList();
    }

    private Diagnosis port(ListenAddress address) {
        int port = address.port();
        Optional<HostFacts.Port> used =
                facts.ports().stream().filter(each -> each.port() == port).findFirst();
        if (used.isPresent() && !used.get().ours()) {
            String holder = used.get().holder();
            return HostDiagnoses.refused(PORTS, port + " is in use" + (holder.isEmpty() ? "" : " by " + holder))
                    .follows("a push is refused, if that is not at another address")
                    .fix(sight.asRoot("ss -ltnp sport = " + port));
        }
        if (used.isEmpty() && isServed(port)) {
            return HostDiagnoses.refused(PORTS, port + " is the app's, and nobody listens there")
                    .follows("users are refused")
                    .fix("deployctl restart " + sight.host().label());
        }
        String found = used.isPresent() ? port + " is held by the agent" : port + " is free";
        if (port >= facts.ephemeralFirst() && port <= facts.ephemeralLast()) {
            return Diagnosis.warn(
                            PORTS,
                            found + ", and the kernel may give it to an outgoing connection (ip_local_port_range "
                                    + facts.ephemeralFirst() + " to " + facts.ephemeralLast() + ")")
                    .follows("after a restart of the host it may be taken")
                    .fix(sight.asRoot(KernelDiagnoses.set("net.ipv4.ip_local_reserved_ports", port)));
        }
        return Diagnosis.ok(PORTS, found);
    }

    private boolean isServed(int port) {
        Installed installed = examined.installed();
        return role("live").isPresent()
                && installed != null
                && installed.declaration().listeners().values().stream().anyMatch(address -> address.port() == port);
    }

    private Diagnosis memory() {
        long available = facts.memory();
        if (available == 0) {
            return Diagnosis.skip(MEMORY, "the agent could not read it");
        }
        Optional<GenerationStatus> live = role("live");
        if (live.isEmpty()) {
            return Diagnosis.skip(
                    MEMORY,
                    Shown.bytes(available) + " are available; what two of the app's processes take is not known before"
                            + " one serves");
        }
        Installed installed = examined.installed();
        boolean overlaps = expected.declaration().handOver().overlaps()
                && (installed == null || installed.declaration().handOver().overlaps());
        // The standby is ended before a push is refused.
        long room = available + role("standby").map(GenerationStatus::rssBytes).orElse(0L);
        long needed = live.get().rssBytes() + facts.memoryReserve();
        String found = Shown.bytes(room) + " for a second process, which needs " + Shown.bytes(needed);
        if (!overlaps) {
            return Diagnosis.ok(MEMORY, Shown.bytes(available) + "; the old process ends before the new one begins");
        }
        if (room < needed) {
            return HostDiagnoses.refused(MEMORY, "only " + found)
                    .fix("a smaller -Xmx in java.options, or a host with more memory; the largest there: "
                            + sight.asRoot("ps -eo rss,pid,comm --sort=-rss | head"));
        }
        return room < needed + needed / 5
                ? Diagnosis.warn(MEMORY, "just " + found)
                        .follows("a push is refused as soon as the app has grown a little")
                        .fix("a smaller -Xmx in java.options, or a host with more memory")
                : Diagnosis.ok(MEMORY, found);
    }

    private Diagnosis disk() {
        long left = facts.disk() - facts.diskReserve();
        long artifact = expected.artifactSize();
        String found =
                Shown.bytes(facts.disk()) + " are free, of which the agent leaves " + Shown.bytes(facts.diskReserve());
        String fix = "deployctl prune " + sight.host().label();
        if (left <= artifact) {
            return HostDiagnoses.refused(DISK, found).fix(fix);
        }
        return left < 3 * artifact
                ? Diagnosis.warn(DISK, found)
                        .follows("there is room for less than three more releases")
                        .fix(fix)
                : Diagnosis.ok(DISK, found);
    }

    private Diagnosis clock() {
        Duration off = answers.ahead().abs();
        String found = Shown.millis(off.toMillis()) + (answers.ahead().isNegative() ? " behind" : " ahead of")
                + " the one here, give or take " + Shown.millis(answers.doubt().toMillis());
        return off.minus(answers.doubt()).compareTo(MOST_SKEW) > 0
                ? Diagnosis.warn(CLOCK, found)
                        .follows("times in the history, in logs and of what is asked for with --since are off by that")
                        .fix(sight.asRoot("timedatectl set-ntp true"))
                : Diagnosis.ok(CLOCK, found);
    }
}
