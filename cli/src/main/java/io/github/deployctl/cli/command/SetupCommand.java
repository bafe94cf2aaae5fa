package io.github.deployctl.cli.command;

import io.github.deployctl.cli.config.DeployFile;
import io.github.deployctl.cli.demo.Installed;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.host.Inventory;
import io.github.deployctl.cli.report.SetupDocument;
import io.github.deployctl.cli.setup.HostReport;
import io.github.deployctl.cli.setup.HostSetup;
import io.github.deployctl.cli.setup.SetupOrder;
import io.github.deployctl.cli.setup.SetupScript;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deployctl setup}. */
@Command(
        name = "setup",
        headerHeading = "Examples: deployctl setup root@web1 --authorize ~/.ssh/id_ed25519.pub%n"
                + "          deployctl setup root@web1 --dry-run%n"
                + "          deployctl setup --print --app shop >setup-shop.sh%n"
                + "          deployctl setup root@web1 --remove%n%n",
        header = "Makes a host ready for the app, as root or by sudo; done again, it changes nothing.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "On a terminal it asks before it changes anything. Without one it goes on, but for --remove, which wants --yes.",
            "Done on several hosts one after another; the first that fails ends it."
        })
final class SetupCommand implements Callable<Integer>, Verb {
    private final Console console;

    @Parameters(paramLabel = "HOST|GROUP", arity = "0..*", description = "default: every host of deployctl.yml")
    private List<String> targets = new ArrayList<>();

    @Option(names = "--dry-run", description = "say what would be done, and change nothing")
    private boolean dryRun;

    @Mixin
    private SetupWishes wishes = new SetupWishes();

    @Option(names = "--print", description = "write the script that does it, for other tools; it carries all it needs")
    private boolean print;

    @Option(
            names = {"-y", "--yes"},
            description = "do not ask")
    private boolean yes;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    SetupCommand(Console console) {
        this.console = console;
    }

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() throws FailureException {
        @Nullable DeployFile file = wishes.file(console.surroundings(), connection);
        SetupOrder order = wishes.order(file, console.surroundings());
        Installed installed = Installed.ofThisProcess("nothing was set up");
        SetupScript script = new SetupScript(installed.distribution(), Version.current());
        return print ? print(script, order) : run(file, order, script);
    }

    private int run(@Nullable DeployFile file, SetupOrder order, SetupScript script) throws FailureException {
        Output shown = output.on(console);
        SetupTargets known =
                new SetupTargets(file == null ? Inventory.NONE : file.hosts(), order.app(), connection.user);
        List<HostAddress> hosts = known.select(targets);
        SetupConsent.Mode mode =
                dryRun ? SetupConsent.Mode.LOOK_ONLY : yes ? SetupConsent.Mode.YES : SetupConsent.Mode.ASK;
        SetupView view = new SetupView(shown);
        List<HostReport> reports = new HostSetup(
                        Workspace.connector(connection, shown),
                        script,
                        new SetupConsent(
                                console, mode, order.isRemoval(), output.again().on(targets, hosts)),
                        view)
                .run(hosts, order);
        view.show(reports);
        int status = SetupDocument.exitStatus(reports);
        if (status == 0 && !order.isRemoval()) {
            view.next(next(known, hosts, order));
        }
        return status;
    }

    private String next(SetupTargets known, List<HostAddress> hosts, SetupOrder order) {
        String labels = RolloutView.labels(hosts, " ");
        if (dryRun) {
            return "the same without --dry-run";
        }
        boolean asApp = !order.keys().isEmpty() && !hosts.stream().allMatch(known::isDeclaredWithApp);
        return "deployctl push " + labels + (asApp ? " --user " + order.app() : "") + connection.again();
    }

    private int print(SetupScript script, SetupOrder order) throws FailureException {
        if (!targets.isEmpty()) {
            throw SetupWishes.usage("--print goes to no host: name none, and run what it writes where it is wanted");
        }
        try {
            console.out().print(script.whole(order));
            console.out().flush();
            return 0;
        } catch (IOException e) {
            throw Failure.of(FailureCode.NOT_DEPLOYED, "the agent's files were not read: " + e.getMessage())
                    .asException();
        }
    }
}
