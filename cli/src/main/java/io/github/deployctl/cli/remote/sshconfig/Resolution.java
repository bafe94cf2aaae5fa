package io.github.deployctl.cli.remote.sshconfig;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.cli.remote.ssh.Allowed;
import io.github.deployctl.cli.remote.ssh.Destination;
import io.github.deployctl.cli.remote.ssh.Endpoint;
import io.github.deployctl.cli.remote.ssh.HostKeyRules;
import io.github.deployctl.cli.remote.ssh.HostKeyRules.Strictness;
import io.github.deployctl.cli.remote.ssh.KeyRules;
import io.github.deployctl.cli.remote.ssh.Route;
import io.github.deployctl.cli.remote.ssh.Timing;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.text.Visible;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the configuration for one host into what its login needs; refuses by name what cannot be done and may not be left out. */
record Resolution(HostAddress host, Answer answer, Here here, Wishes wishes) {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** What makes a login safer, or another host the one that is meant, and is not done here. */
    private static final List<String> NOT_DONE = List.of("knownhostscommand", "revokedhostkeys", "bindinterface");

    private static final Map<String, Strictness> STRICTNESS = Map.of(
            "true", Strictness.YES,
            "yes", Strictness.YES,
            "false", Strictness.NO,
            "no", Strictness.NO,
            "off", Strictness.NO,
            "accept-new", Strictness.ACCEPT_NEW);

    /** Returns the host that was asked for, without its jumps. */
    Destination destination(boolean jumps) throws FailureException {
        return destination(new KeyFiles(answer, tokens(), here).rules(wishes.identities()), jumps);
    }

    /** Returns a host on the way, without its jumps. */
    Destination jump(boolean jumps) throws FailureException {
        KeyFiles files = new KeyFiles(answer, tokens(), here);
        return destination(files.rules(files.areNamed() ? List.of() : wishes.identities()), jumps);
    }

    private Destination destination(KeyRules keys, boolean jumps) throws FailureException {
        refuseWhatIsNotDone();
        return new Destination(host, endpoint(), hostKeys(), keys, allowed(), timing(), route(jumps));
    }

    private Tokens tokens() {
        return Tokens.of(host, answer, here);
    }

    private void refuseWhatIsNotDone() throws FailureException {
        for (String keyword : NOT_DONE) {
            if (answer.set(keyword).isPresent()) {
                throw refused(host, keyword + " is only done by OpenSSH");
            }
        }
        if (answer.is("pubkeyauthentication", "false") || answer.is("pubkeyauthentication", "no")) {
            throw refused(host, "pubkeyauthentication no leaves no way to log in; only keys are used here");
        }
        Optional<String> methods = answer.one("preferredauthentications");
        if (methods.isPresent() && !List.of(methods.get().split(",", -1)).contains("publickey")) {
            throw refused(host, "preferredauthentications without publickey leaves no way to log in");
        }
    }

    private Endpoint endpoint() throws FailureException {
        String name = answer.one("hostname").orElse(host.host());
        if (name.isBlank() || name.startsWith("-")) {
            throw refused(host, "hostname cannot be " + Visible.of(name));
        }
        return new Endpoint(
                name, number("port", HostAddress.SSH_PORT), answer.one("user").orElse(here.user()));
    }

    private HostKeyRules hostKeys() throws FailureException {
        Path named = wishes.knownHosts();
        return new HostKeyRules(
                named != null ? List.of(named) : knownHosts("userknownhostsfile", usualUserFiles()),
                named != null ? List.of() : knownHosts("globalknownhostsfile", usualGlobalFiles()),
                answer.set("hostkeyalias").orElse(null),
                STRICTNESS.getOrDefault(answer.one("stricthostkeychecking").orElse("ask"), Strictness.ASK),
                answer.is("hashknownhosts", "yes"),
                List.of());
    }

    private List<Path> usualUserFiles() {
        return List.of(here.ssh().resolve("known_hosts"), here.ssh().resolve("known_hosts2"));
    }

    private static List<Path> usualGlobalFiles() {
        Path system = Path.of("/etc/ssh");
        return List.of(system.resolve("ssh_known_hosts"), system.resolve("ssh_known_hosts2"));
    }

    /** Their tokens are expanded already; ssh(1) prints them so. */
    private List<Path> knownHosts(String keyword, List<Path> usual) {
        List<String> files = answer.all(keyword);
        if (files.isEmpty()) {
            return usual;
        }
        return files.stream()
                .filter(file -> !file.equalsIgnoreCase("none"))
                .map(file -> file.startsWith("~/") ? here.home() + file.substring(1) : file)
                .map(here.folder()::resolve)
                .toList();
    }

    private Allowed allowed() {
        return new Allowed(
                algorithms("ciphers"),
                algorithms("macs"),
                algorithms("kexalgorithms"),
                algorithms("hostkeyalgorithms"));
    }

    private List<String> algorithms(String keyword) {
        return answer.one(keyword).map(list -> List.of(list.split(",", -1))).orElse(List.of());
    }

    private Timing timing() throws FailureException {
        int configured = number("connecttimeout", 0);
        Duration usual = configured > 0 ? Duration.ofSeconds(configured) : CONNECT;
        int alive = number("serveraliveinterval", 0);
        Deadline connect = new Deadline("connect.timeout", wishes.connect() == null ? usual : wishes.connect());
        return alive < 1
                ? new Timing(connect, Timing.ALIVE_SECONDS, Timing.ALIVE_COUNT)
                : new Timing(connect, alive, Math.max(1, number("serveralivecountmax", Timing.ALIVE_COUNT)));
    }

    private Route route(boolean jumps) throws FailureException {
        Route.Family family =
                Route.Family.valueOf(answer.one("addressfamily").orElse("any").toUpperCase(Locale.ROOT));
        @Nullable String command = jumps ? null : answer.set("proxycommand").orElse(null);
        if (command != null && answer.is("proxyusefdpass", "yes")) {
            throw refused(host, "proxyusefdpass is only done by OpenSSH");
        }
        return new Route(
                List.of(),
                command == null ? null : new CommandLine(host, endpoint(), here).of(command),
                family,
                answer.set("bindaddress").orElse(null));
    }

    private int number(String keyword, int usual) throws FailureException {
        try {
            return answer.set(keyword).map(Integer::parseInt).orElse(usual);
        } catch (NumberFormatException e) {
            throw refused(host, keyword + " is no number");
        }
    }

    static FailureException refused(HostAddress host, String why) {
        return Failure.of(FailureCode.CONFIG_INVALID, "ssh_config not usable for " + host.label() + ": " + why)
                .serving("nothing was changed on " + host.label())
                .hint("give " + host.host() + " a Host section of its own, or go without the file: --ssh-config none")
                .asException();
    }
}
