package io.github.deployctl.cli.doctor;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.deploy.Progress;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.FailureCode;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * All that was found.
 *
 * @param here on this machine
 */
public record CheckUp(List<Diagnosis> here, List<OnHost> hosts) {
    /** So many hosts are looked at at once. */
    private static final int AT_ONCE = 32;

    public CheckUp {
        here = List.copyOf(here);
        hosts = List.copyOf(hosts);
    }

    /** What was found on one host. */
    public record OnHost(HostAddress host, List<Diagnosis> findings) {
        public OnHost {
            requireNonNull(host, "host");
            findings = List.copyOf(findings);
        }
    }

    /** One without hosts. */
    public static CheckUp of(LocalSight here) {
        return new CheckUp(LocalDiagnoses.of(here), List.of());
    }

    /** Looks at all of these hosts, each in a thread of its own; whoever is asked something is asked in one of those. */
    public CheckUp with(List<HostAddress> addresses, HostLook look, Progress progress) {
        ExecutorService threads =
                Executors.newFixedThreadPool(Math.max(1, Math.min(AT_ONCE, addresses.size())), work -> {
                    Thread thread = new Thread(work, "deployctl-doctor");
                    thread.setDaemon(true);
                    return thread;
                });
        try {
            List<CompletableFuture<OnHost>> looks = addresses.stream()
                    .map(host -> CompletableFuture.supplyAsync(() -> look.find(host, progress), threads))
                    .toList();
            return new CheckUp(here, looks.stream().map(CompletableFuture::join).toList());
        } finally {
            threads.shutdown();
        }
    }

    private Stream<Diagnosis> all() {
        return Stream.concat(here.stream(), hosts.stream().flatMap(host -> host.findings.stream()));
    }

    /** Returns how many findings are of a level. */
    public int count(Level level) {
        return (int) all().filter(finding -> finding.level() == level).count();
    }

    /** Returns 0, or the exit status that a push would end with because of the first thing that failed. */
    public int exitStatus() {
        return all().map(Diagnosis::code)
                .filter(Objects::nonNull)
                .mapToInt(FailureCode::exitStatus)
                .findFirst()
                .orElse(0);
    }
}
