package io.github.deployctl.cli.remote.sshconfig;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.FailureException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the files itself, where OpenSSH is not installed. It answers as {@code ssh -G} or refuses with file and line; it never guesses.
 *
 * @param files in order
 * @param mustExist whether somebody named them
 */
public record StrictReader(Here here, List<ConfigFile> files, boolean mustExist) implements ConfigSource {
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+");
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

    public StrictReader {
        files = List.copyOf(files);
    }

    /** Reads the user's file and the machine's. */
    public static StrictReader usual(Here here) {
        Path system = Path.of("/etc/ssh");
        return new StrictReader(
                here,
                List.of(
                        new ConfigFile(here.ssh().resolve("config"), here.ssh(), true),
                        new ConfigFile(system.resolve("ssh_config"), system, false)),
                false);
    }

    /** Reads one file that somebody named. */
    public static StrictReader of(Here here, Path file) {
        return new StrictReader(here, List.of(new ConfigFile(file, here.ssh(), false)), true);
    }

    /** Reads nothing. */
    public static StrictReader none(Here here) {
        return new StrictReader(here, List.of(), false);
    }

    @Override
    public Answer ask(HostAddress host) throws FailureException {
        Reading reading = new Reading(host.host(), here);
        if (host.user() != null) {
            reading.set("user", host.user());
        }
        host.writtenPort().ifPresent(port -> reading.set("port", Integer.toString(port)));
        for (ConfigFile file : files) {
            if (!reading.read(file) && mustExist) {
                throw ConfigLine.refused(file.path().toString(), "there is no such file");
            }
        }
        return finished(host, reading.found());
    }

    /** What ssh(1) does when all files are read: the host's name, and the tokens of the files that it prints expanded. */
    private Answer finished(HostAddress host, Map<String, List<String>> found) throws FailureException {
        Map<String, List<String>> values = new LinkedHashMap<>(found);
        values.computeIfAbsent("user", keyword -> List.of(here.user()));
        values.computeIfAbsent("port", keyword -> List.of(Integer.toString(HostAddress.SSH_PORT)));
        values.put("hostname", List.of(hostName(host, Optional.ofNullable(found.get("hostname")))));
        values.values().removeIf(List::isEmpty);
        for (String proxy : List.of("proxyjump", "proxycommand")) {
            values.computeIfPresent(proxy, (keyword, value) -> value.get(0).equalsIgnoreCase("none") ? null : value);
        }
        Tokens tokens = Tokens.of(host, new Answer(values), here);
        for (String keyword : List.of("userknownhostsfile", "identityagent")) {
            List<String> expanded = new ArrayList<>();
            for (String value : values.getOrDefault(keyword, List.of())) {
                expanded.add(isWord(value) ? value : tokens.expand(keyword, value));
            }
            values.computeIfPresent(keyword, (key, value) -> expanded);
        }
        return new Answer(values);
    }

    /** {@code none}, {@code SSH_AUTH_SOCK}, {@code $VARIABLE}. */
    private static boolean isWord(String value) {
        return value.equalsIgnoreCase("none")
                || value.equals("SSH_AUTH_SOCK")
                || (value.startsWith("$") && !value.startsWith("${"));
    }

    private static String hostName(HostAddress host, Optional<List<String>> written) throws FailureException {
        String name =
                written.isEmpty() ? host.host() : Tokens.hostName(written.get().get(0), host.host());
        if (NUMERIC.matcher(name).matches() && !IPV4.matcher(name).matches()) {
            throw ConfigLine.refused(
                    "the host " + host.label(), "the address " + name + " is not written as four numbers");
        }
        return name.toLowerCase(Locale.ROOT);
    }
}
