package io.github.deployctl.cli.command;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.host.Inventory;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.AppName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hosts to set up, and as whom: the user that deployctl.yml names for a host may be the one that the setup will make. */
record SetupTargets(Inventory known, AppName app, @Nullable String user) {
    /** Returns the hosts that the arguments name; {@code user@host} may be one that deployctl.yml does not know. */
    List<HostAddress> select(List<String> arguments) throws FailureException {
        List<HostAddress> selected = new ArrayList<>();
        if (arguments.isEmpty()) {
            known.select(arguments).forEach(host -> selected.add(login(host)));
        }
        for (String argument : arguments) {
            if (argument.contains("@")) {
                selected.add(overridden(parse(argument)));
            } else {
                known.select(List.of(argument)).forEach(host -> selected.add(login(host)));
            }
        }
        return selected;
    }

    private HostAddress login(HostAddress host) {
        return app.value().equals(host.user()) ? host.as(user) : overridden(host);
    }

    private HostAddress overridden(HostAddress host) {
        return user == null ? host : host.as(user);
    }

    private static HostAddress parse(String argument) throws FailureException {
        try {
            return HostAddress.parse(argument);
        } catch (IllegalArgumentException e) {
            throw Failure.of(FailureCode.USAGE, String.valueOf(e.getMessage())).asException();
        }
    }

    /** Returns whether {@code push} logs in as the app's user there by what deployctl.yml says. */
    boolean isDeclaredWithApp(HostAddress host) {
        return known.all().stream()
                .anyMatch(each -> each.isSamePlace(host) && app.value().equals(each.user()));
    }
}
