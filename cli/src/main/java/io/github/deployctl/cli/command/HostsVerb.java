package io.github.deployctl.cli.command;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A verb that goes to hosts of deployctl.yml: what all of those have in common is which hosts, how to log in, and how it is shown. */
abstract class HostsVerb implements Callable<Integer>, Verb {
    private final Console console;

    @Parameters(paramLabel = "HOST|GROUP", arity = "0..*", description = "default: every host of deployctl.yml")
    private List<String> targets = new ArrayList<>();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    HostsVerb(Console console) {
        this.console = console;
    }

    /** Does it, and returns the exit status. */
    abstract int run(Workspace workspace, Output shown) throws FailureException;

    @Override
    public Integer call() throws FailureException {
        Output shown = output.on(console);
        return run(Workspace.open(connection, targets, shown), shown);
    }

    @Override
    public final OutputOptions output() {
        return output;
    }

    /** Returns whether hosts are named on the command line. */
    final boolean namesHosts() {
        return !targets.isEmpty();
    }

    final Again again() {
        return output.again();
    }

    /** Returns the same command for the hosts that were asked for, and for no other. */
    final String again(List<HostAddress> hosts) {
        return again().on(targets, hosts);
    }

    final Console console() {
        return console;
    }

    final ConnectionOptions connection() {
        return connection;
    }
}
