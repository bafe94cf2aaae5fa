package io.github.deployctl.cli.command;

import io.github.deployctl.cli.config.Setting;
import io.github.deployctl.cli.config.UserFile;
import io.github.deployctl.cli.config.key.UserKey;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.terminal.Surroundings;
import io.github.deployctl.common.config.Durations;
import io.github.deployctl.common.failure.FailureException;
import java.nio.file.Path;
import java.util.List;

/** What a user's own file adds where neither the command line nor the environment says anything. */
record UserDefaults(UserFile file, Surroundings around) {
    private static final String KEY = "DEPLOYCTL_SSH_KEY";

    static UserDefaults read(Surroundings around) throws FailureException {
        return new UserDefaults(UserFile.read(around.config().resolve("config.yml"), around.user()), around);
    }

    /** Returns those that count; the environment's key stands before a file's. */
    List<Setting> settings() {
        return file.settings().stream()
                .filter(setting -> !setting.key().equals(UserKey.IDENTITY.text())
                        || around.variable(KEY).isEmpty())
                .toList();
    }

    /** Completes options that were given; a second time changes nothing. */
    void complete(ConnectionOptions options) {
        if (options.identities.isEmpty() && around.variable(KEY).isEmpty()) {
            options.identities =
                    file.get(UserKey.IDENTITY).map(this::path).map(List::of).orElse(List.of());
        }
        if (options.knownHosts == null) {
            options.knownHosts = file.get(UserKey.KNOWN_HOSTS).map(this::path).orElse(null);
        }
        if (options.jumps == null) {
            options.jumps = file.get(UserKey.JUMP).orElse(null);
        }
        if (options.sshConfig == null) {
            options.sshConfig = file.get(UserKey.SSH_CONFIG)
                    .map(name -> name.equals("none") ? name : path(name).toString())
                    .orElse(null);
        }
        if (options.connectTimeout == null) {
            options.connectTimeout =
                    file.get(UserKey.CONNECT_TIMEOUT).map(Durations::parse).orElse(null);
        }
    }

    /** Returns {@code host} with the login that counts: the option's, its own, this file's. */
    HostAddress login(HostAddress host, ConnectionOptions options) {
        if (options.user != null) {
            return host.as(options.user);
        }
        return host.user() == null ? host.as(file.get(UserKey.USER).orElse(null)) : host;
    }

    private Path path(String written) {
        return written.startsWith("~/")
                ? around.home().resolve(written.substring(2))
                : around.config().resolve(written);
    }
}
