package io.github.deployctl.cli.host;

import io.github.deployctl.cli.text.Nearest;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.Quoted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The hosts of {@code deployctl.yml}.
 *
 * @param groups by name, in the order they were declared; empty when no host is declared
 */
public record Inventory(Map<String, List<HostAddress>> groups) {
    /** The group of hosts that were declared without one. */
    public static final String ALL = "all";

    public static final Inventory NONE = new Inventory(Map.of());

    public Inventory {
        Map<String, List<HostAddress>> copy = new LinkedHashMap<>();
        groups.forEach((name, hosts) -> copy.put(name, List.copyOf(hosts)));
        groups = Collections.unmodifiableMap(copy);
    }

    /** Returns every declared host once, in the order of the file. */
    public List<HostAddress> all() {
        return distinct(groups.values().stream().flatMap(List::stream));
    }

    /**
     * Returns the hosts that the arguments name, each once, in the order named; no argument means all.
     *
     * @throws FailureException ({@code USAGE}) when an argument names nothing, or there is no host to mean
     */
    public List<HostAddress> select(List<String> arguments) throws FailureException {
        if (groups.isEmpty()) {
            return undeclared(arguments);
        }
        List<HostAddress> selected = new ArrayList<>();
        for (String argument : arguments) {
            selected.addAll(named(argument));
        }
        return arguments.isEmpty() ? all() : distinct(selected.stream());
    }

    private List<HostAddress> named(String argument) throws FailureException {
        List<HostAddress> group = groups.get(argument);
        if (group != null) {
            return group;
        }
        if (argument.equals(ALL)) {
            return all();
        }
        List<HostAddress> exact = all().stream()
                .filter(host -> host.label().equalsIgnoreCase(argument)
                        || host.toString().equalsIgnoreCase(argument)
                        || host.host().equalsIgnoreCase(argument))
                .toList();
        List<HostAddress> matching = exact.isEmpty() ? byFirstLabel(argument) : exact;
        if (matching.size() == 1) {
            return matching;
        }
        if (matching.isEmpty()) {
            throw unknown(argument);
        }
        throw Failure.of(FailureCode.USAGE, "host " + Quoted.of(argument) + " could be any of " + labels(matching))
                .hint("name one of them in full")
                .asException();
    }

    /** {@code web1} means {@code web1.example.com} when no other host begins so. */
    private List<HostAddress> byFirstLabel(String argument) {
        return all().stream()
                .filter(host -> host.host().regionMatches(true, 0, argument + ".", 0, argument.length() + 1))
                .toList();
    }

    private FailureException unknown(String argument) {
        List<String> known = Stream.concat(
                        groups.keySet().stream(), all().stream().map(HostAddress::label))
                .distinct()
                .toList();
        String nearest = Nearest.to(argument, known)
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
        return Failure.of(FailureCode.USAGE, "no host or group " + Quoted.of(argument) + " in deployctl.yml" + nearest)
                .hint("name one of " + String.join(", ", known))
                .asException();
    }

    private static List<HostAddress> undeclared(List<String> arguments) throws FailureException {
        if (arguments.isEmpty()) {
            throw Failure.of(FailureCode.USAGE, "deployctl.yml declares no hosts, so name one")
                    .hint("add 'hosts: [user@host]' to deployctl.yml, or name the host on the command line")
                    .asException();
        }
        try {
            return distinct(arguments.stream().map(HostAddress::parse));
        } catch (IllegalArgumentException e) {
            throw Failure.of(FailureCode.USAGE, String.valueOf(e.getMessage())).asException();
        }
    }

    private static List<HostAddress> distinct(Stream<HostAddress> hosts) {
        List<HostAddress> distinct = new ArrayList<>();
        hosts.filter(host -> distinct.stream().noneMatch(host::isSamePlace)).forEach(distinct::add);
        return List.copyOf(distinct);
    }

    private static String labels(List<HostAddress> hosts) {
        return String.join(", ", hosts.stream().map(HostAddress::label).toList());
    }
}
