package io.github.deployctl.cli.command;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST;

import io.github.deployctl.cli.demo.Tool;
import io.github.deployctl.cli.help.ExitCodes;
import io.github.deployctl.cli.remote.ssh.Loans;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.common.config.Durations;
import io.github.deployctl.common.release.ReleaseId;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The command line with all its verbs. */
public final class Commands {
    private static final String COMPLETION = "completion";
    private static final String HELP = "help";
    private static final List<String> VERBS = List.of(
            "init",
            "config",
            "setup",
            "doctor",
            "plan",
            "push",
            "rollback",
            "confirm",
            "status",
            "history",
            "logs",
            "restart",
            "stop",
            "start",
            "run",
            "prune",
            "env",
            "lock",
            "maintenance",
            "agent",
            "demo",
            "report",
            "shell",
            COMPLETION,
            "complete",
            HELP);

    private Commands() {}

    public static CommandLine on(Console console, Tool tool) {
        return with(VERBS, console, tool);
    }

    /** The same, but only with the verb that {@code words} begin with, if they do: the annotations of all others need not be read to run one. */
    public static CommandLine on(Console console, Tool tool, List<String> words) {
        String first = words.isEmpty() ? "" : words.get(0);
        boolean isAboutAll = first.equals(COMPLETION) || first.equals(HELP);
        return VERBS.contains(first) && !isAboutAll ? with(List.of(first), console, tool) : on(console, tool);
    }

    /** Has every verb of {@code line} that goes to hosts use these connections, as one of several that run in this process. */
    public static void lend(CommandLine line, Loans loans) {
        if (line.getCommand() instanceof HostsVerb verb) {
            verb.connection().loans = loans;
        } else if (line.getCommand() instanceof ShellCommand shell) {
            shell.isWithin();
        }
        line.getSubcommands().values().forEach(verb -> lend(verb, loans));
    }

    private static CommandLine verb(String name, Console console, Tool tool) {
        return switch (name) {
            case "init" -> new CommandLine(new InitCommand(console));
            case "config" ->
                new CommandLine(new ConfigCommand())
                        .addSubcommand(new ConfigValidateCommand(console))
                        .addSubcommand(new ConfigShowCommand(console))
                        .addSubcommand(new ConfigDocsCommand(console))
                        .addSubcommand(new ConfigSchemaCommand(console));
            case "setup" -> new CommandLine(new SetupCommand(console));
            case "doctor" -> new CommandLine(new DoctorCommand(console));
            case "plan" -> new CommandLine(new PlanCommand(console));
            case "push" -> new CommandLine(new PushCommand(console));
            case "rollback" -> new CommandLine(new RollbackCommand(console));
            case "confirm" -> new CommandLine(new ConfirmCommand(console));
            case "status" -> new CommandLine(new StatusCommand(console));
            case "history" ->
                new CommandLine(new HistoryCommand(console)).addSubcommand(new HistoryShowCommand(console));
            case "logs" -> new CommandLine(new LogsCommand(console));
            case "restart" -> new CommandLine(new RestartCommand(console));
            case "stop" -> new CommandLine(new StopCommand(console));
            case "start" -> new CommandLine(new StartCommand(console));
            case "run" -> new CommandLine(new RunCommand(console));
            case "prune" -> new CommandLine(new PruneCommand(console));
            case "env" ->
                new CommandLine(new EnvCommand())
                        .addSubcommand(new EnvSetCommand(console))
                        .addSubcommand(new EnvUnsetCommand(console))
                        .addSubcommand(new EnvListCommand(console));
            case "lock" ->
                new CommandLine(new LockCommand())
                        .addSubcommand(new LockStatusCommand(console))
                        .addSubcommand(new LockAcquireCommand(console))
                        .addSubcommand(new LockReleaseCommand(console));
            case "maintenance" ->
                new CommandLine(new MaintenanceCommand())
                        .addSubcommand(new MaintenanceOnCommand(console))
                        .addSubcommand(new MaintenanceOffCommand(console));
            case "agent" ->
                new CommandLine(new AgentCommand())
                        .addSubcommand(new AgentStatusCommand(console))
                        .addSubcommand(new AgentUpgradeCommand(console));
            case "report" -> new CommandLine(new ReportCommand(console));
            case "shell" -> new CommandLine(new ShellCommand(console, tool));
            case "demo" -> new CommandLine(new DemoCommand(console, tool));
            case COMPLETION -> new CommandLine(new CompletionCommand(console));
            case "complete" -> new CommandLine(new CompleteCommand(console));
            case HELP -> new CommandLine(new HelpCommand(console));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static CommandLine with(List<String> verbs, Console console, Tool tool) {
        CommandLine line = new CommandLine(new RootCommand());
        verbs.forEach(name -> line.addSubcommand(verb(name, console, tool)));
        String[] version = {"deployctl " + Version.current()};
        line.getCommandSpec().version(version);
        line.getHelpSectionMap().put(SECTION_KEY_EXIT_CODE_LIST, help -> ExitCodes.lines());
        line.getSubcommands().values().forEach(verb -> verb.getCommandSpec().version(version));
        return line.registerConverter(Duration.class, said(Durations::parse))
                .registerConverter(ReleaseId.class, said(ReleaseId::new))
                .setCaseInsensitiveEnumValuesAllowed(true)
                // A word of a command for a host, or of a title, may begin so and is no file of options.
                .setExpandAtFiles(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    }

    /** The message of a value that refuses its text is the message of the option. */
    private static <T> ITypeConverter<T> said(Function<String, T> parser) {
        return text -> {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        };
    }
}
