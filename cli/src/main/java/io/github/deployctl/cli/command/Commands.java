package io.github.deployctl.cli.command;

import io.github.deployctl.cli.demo.Tool;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.common.config.Durations;
import io.github.deployctl.common.release.ReleaseId;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The command line with all its verbs. */
public final class Commands {
    private Commands() {}

    public static CommandLine on(Console console, Tool tool) {
        CommandLine line = new CommandLine(new RootCommand())
                .addSubcommand(new InitCommand(console))
                .addSubcommand(new SetupCommand(console))
                .addSubcommand(new PushCommand(console))
                .addSubcommand(new RollbackCommand(console))
                .addSubcommand(new ConfirmCommand(console))
                .addSubcommand(new StatusCommand(console))
                .addSubcommand(
                        new CommandLine(new HistoryCommand(console)).addSubcommand(new HistoryShowCommand(console)))
                .addSubcommand(new LogsCommand(console))
                .addSubcommand(new RestartCommand(console))
                .addSubcommand(new StopCommand(console))
                .addSubcommand(new StartCommand(console))
                .addSubcommand(new RunCommand(console))
                .addSubcommand(new PruneCommand(console))
                .addSubcommand(new CommandLine(new LockCommand())
                        .addSubcommand(new LockStatusCommand(console))
                        .addSubcommand(new LockAcquireCommand(console))
                        .addSubcommand(new LockReleaseCommand(console)))
                .addSubcommand(new CommandLine(new AgentCommand())
                        .addSubcommand(new AgentStatusCommand(console))
                        .addSubcommand(new AgentUpgradeCommand(console)))
                .addSubcommand(new DemoCommand(console, tool))
                .addSubcommand(new CompletionCommand(console));
        String[] version = {"deployctl " + Version.current()};
        line.getCommandSpec().version(version);
        line.getSubcommands().values().forEach(verb -> verb.getCommandSpec().version(version));
        return line.registerConverter(Duration.class, said(Durations::parse))
                .registerConverter(ReleaseId.class, said(ReleaseId::new))
                .setCaseInsensitiveEnumValuesAllowed(true)
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
