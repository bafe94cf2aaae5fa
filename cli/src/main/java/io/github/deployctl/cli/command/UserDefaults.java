package io.github.deployctl.cli.command;

import io.github.deployctl.cli.config.Setting;
import io.github.deployctl.cli.config.Setting.Source;
import io.github.deployctl.cli.config.UserFile;
import io.github.deployctl.cli.config.key.UserKey;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.terminal.ColourWish;
import io.github.deployctl.cli.terminal.OutputChoice;
import io.github.deployctl.cli.terminal.OutputMode;
import io.github.deployctl.cli.terminal.Surroundings;
import io.github.deployctl.common.config.Durations;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.secret.Redactor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What a user's own file adds where neither the command line nor the environment says anything. */
record UserDefaults(UserFile file, Surroundings around) {
    private static final String KEY = "DEPLOYCTL_SSH_KEY";

    static UserDefaults read(Surroundings around) throws FailureException {
        return new UserDefaults(UserFile.read(around.config().resolve("config.yml"), around.user()), around);
    }

    /** Returns those that count: what the environment says, which is not told of a key, stands before the file's. */
    List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        if (around.variable(KEY).isPresent()) {
            settings.add(new Setting(UserKey.IDENTITY.text(), Redactor.INSTEAD, Source.ENVIRONMENT, KEY));
        }
        ColourWish.in(around)
                .ifPresent(wish -> settings.add(new Setting(
                        UserKey.COLOR.text(),
                        wish.wanted() ? "always" : "never",
                        Source.ENVIRONMENT,
                        wish.variable())));
        List<String> said = settings.stream().map(Setting::key).toList();
        file.settings().stream()
                .filter(setting -> !said.contains(setting.key()))
                .forEach(settings::add);
        return settings;
    }

    /** Returns whether colours are not wanted, as far as the file says. */
    boolean forbidsColour() {
        return ColourWish.in(around).isEmpty()
                && file.get(UserKey.COLOR).filter("never"::equals).isPresent();
    }

    /** Returns how output is written where no option says it; in a job it is that of the job, whatever the file says. */
    OutputMode mode() {
        boolean isPlain = file.get(UserKey.OUTPUT).filter("plain"::equals).isPresent();
        return isPlain && !OutputChoice.isJob(around) ? OutputMode.PLAIN : OutputMode.AUTO;
    }

    /** Returns how long to wait for somebody else's lock. */
    Duration lockWait() {
        return file.get(UserKey.LOCK_WAIT).map(Durations::parse).orElse(Duration.ZERO);
    }

    /** Returns what the user's file says for output; nothing where it has a fault, which is told by whoever needs the file. */
    static UserDefaults lenient(Surroundings around) {
        try {
            return read(around);
        } catch (FailureException e) {
            return new UserDefaults(UserFile.NONE, around);
        }
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
        file.get(UserKey.PORT).map(Integer::parseInt).ifPresent(port -> options.usualPort = OptionalInt.of(port));
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
