package io.github.deployctl.cli.remote.sshconfig;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.ssh.Endpoint;
import io.github.deployctl.cli.remote.ssh.ProxyCommand;
import io.github.deployctl.common.failure.FailureException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes a ProxyCommand ready to run: through the user's own shell, which is replaced by it, as ssh(1) does. */
record CommandLine(HostAddress host, Endpoint at, Here here) {
    /** What a name may hold that is put into a shell's command; anything else could be a command of its own. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_.:@%+][A-Za-z0-9_.:@%+-]*");

    ProxyCommand of(String written) throws FailureException {
        Map<Character, String> tokens =
                Map.of('%', "%", 'h', at.name(), 'n', host.host(), 'p', Integer.toString(at.port()), 'r', at.user());
        StringBuilder line = new StringBuilder("exec ");
        for (int i = 0; i < written.length(); i++) {
            if (written.charAt(i) != '%') {
                line.append(written.charAt(i));
                continue;
            }
            String value = ++i < written.length() ? tokens.get(written.charAt(i)) : null;
            if (value == null) {
                throw Resolution.refused(host, "proxycommand has a token that is none of %h %n %p %r %%");
            }
            if (!HARMLESS.matcher(value).matches()) {
                throw Resolution.refused(
                        host,
                        "proxycommand would put a name into a shell that is not made of letters, digits and _.:@%+-");
            }
            line.append(value);
        }
        String shell = Optional.ofNullable(here.environment().get("SHELL"))
                .filter(path -> path.startsWith("/"))
                .orElse("/bin/sh");
        return new ProxyCommand(List.of(shell, "-c", line.toString()), here.folder(), here.environment());
    }
}
