package io.github.deployctl.cli.remote.sshconfig;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.OwnThread;
import io.github.deployctl.cli.remote.ssh.Destination;
import io.github.deployctl.cli.remote.ssh.Destinations;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.Quoted;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Resolves hosts by ssh_config(5) and the command line, each once. Thread-safe. */
public final class ConfiguredDestinations implements Destinations {
    private static final Executor AHEAD = OwnThread.named("ssh-config");
    /** More are taken for a circle; ssh(1) would go round until something breaks. */
    private static final int MOST_JUMPS = 8;

    private final ConfigSource source;
    private final Here here;
    private final Wishes wishes;
    private final Map<HostAddress, FutureTask<Destination>> resolved = new ConcurrentHashMap<>();

    public ConfiguredDestinations(ConfigSource source, Here here, Wishes wishes) {
        this.source = requireNonNull(source, "source");
        this.here = requireNonNull(here, "here");
        this.wishes = requireNonNull(wishes, "wishes");
    }

    /** Begins to resolve a host, while the caller does something else. */
    public void prepare(HostAddress host) {
        AHEAD.execute(task(host));
    }

    @Override
    public Destination of(HostAddress host) throws FailureException {
        FutureTask<Destination> task = task(host);
        task.run();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FailureException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.of(FailureCode.UNREACHABLE, host.label() + " not reached: interrupted")
                    .asException();
        }
    }

    private FutureTask<Destination> task(HostAddress host) {
        return resolved.computeIfAbsent(host, asked -> new FutureTask<>(() -> resolve(asked)));
    }

    private Destination resolve(HostAddress host) throws FailureException {
        HostAddress asked = new HostAddress(host.user(), host.host(), wishes.portOf(host));
        boolean jumps = wishes.jumps() != null && !wishes.jumps().isEmpty();
        Answer answer;
        Destination alone;
        try {
            answer = source.ask(asked);
            alone = new Resolution(host, answer, here, wishes).destination(jumps);
        } catch (InvalidPathException e) {
            throw noFile(host, e);
        }
        return through(alone, hops(host, answer, wishes.jumps()), List.of(host.label()));
    }

    /** A jump host has its own jumps, as {@code ssh -W} would (ssh.c): all but the last of the list, or what its own configuration says. */
    private Destination jump(HostAddress host, List<HostAddress> before, List<String> path) throws FailureException {
        if (path.size() > MOST_JUMPS) {
            throw Failure.of(
                            FailureCode.CONFIG_INVALID,
                            "ssh_config not usable: more than " + MOST_JUMPS + " jump hosts, or a circle: "
                                    + String.join(" through ", path))
                    .serving("nothing was changed")
                    .hint("exempt the jump host itself: Host * !" + host.host() + ", or ProxyJump none for it")
                    .asException();
        }
        Answer answer;
        Destination alone;
        try {
            answer = source.ask(host);
            alone = new Resolution(host, answer, here, wishes).jump(!before.isEmpty());
        } catch (InvalidPathException e) {
            throw noFile(host, e);
        }
        List<String> longer = new ArrayList<>(path);
        longer.add(host.label());
        return through(alone, hops(host, answer, before.isEmpty() ? null : before), longer);
    }

    /** The encoding of file names is that of the locale (sun.jnu.encoding): in the C locale ASCII. */
    private static FailureException noFile(HostAddress host, InvalidPathException e) {
        String why = e.getInput().indexOf('\0') >= 0
                ? "has a character in it that none can have"
                : "cannot be written in this locale; set LC_ALL=C.UTF-8";
        return Resolution.refused(host, "the file name " + Quoted.of(e.getInput()) + " " + why);
    }

    private Destination through(Destination to, List<HostAddress> hops, List<String> path) throws FailureException {
        if (hops.isEmpty()) {
            return to;
        }
        HostAddress last = hops.get(hops.size() - 1);
        Destination jump = jump(last, hops.subList(0, hops.size() - 1), path);
        List<Destination> jumps = new ArrayList<>(jump.route().jumps());
        jumps.add(jump.by(jump.route().behind(List.of())));
        return to.by(to.route().behind(jumps));
    }

    private static List<HostAddress> hops(HostAddress host, Answer answer, @Nullable List<HostAddress> instead)
            throws FailureException {
        if (instead != null) {
            return instead;
        }
        try {
            return Jumps.parse(answer.one("proxyjump").orElse("none"));
        } catch (IllegalArgumentException e) {
            throw Resolution.refused(host, "ProxyJump: " + e.getMessage());
        }
    }
}
