package io.github.deployctl.cli.command;

import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.ReleaseId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code deployctl run}. */
@Command(
        name = "run",
        headerHeading = "Example: deployctl run web1 -- java -jar {artifact} migrate%n%n",
        header = "Runs a command on the host as the app's user, with the app's environment and folder.",
        customSynopsis = "deployctl run [OPTIONS] [HOST|GROUP...] -- COMMAND [ARG...]",
        footer = {
            "%n{artifact} in COMMAND and its arguments stands for the release's file, as do",
            "DEPLOYCTL_JAR, DEPLOYCTL_RELEASE and DEPLOYCTL_APP in its environment. It reads no",
            "input and gets no terminal. Ctrl-C, --timeout or a lost client: TERM, 10s, KILL, to",
            "it and all it has started. The history keeps its name, never its arguments.",
            "Exit code: on one host the command's own (128 + N for signal N; 1 after --timeout);",
            "on several 1, or 3 where it succeeded on some. What deployctl itself has to say",
            "(exit codes 2 to 8) is on standard error, after 'deployctl:'."
        },
        mixinStandardHelpOptions = true,
        preprocessor = RunCommand.CommandSplitter.class)
final class RunCommand extends HostsVerb {
    private final List<String> command = new ArrayList<>();

    @Option(names = "--release", paramLabel = "ID", description = "of this release; default: the one that serves")
    private @Nullable String release;

    @Option(names = "--timeout", paramLabel = "TIME", description = "end it after that; default: never")
    private @Nullable Duration timeout;

    @Option(names = "--shell", description = "COMMAND is one text for /bin/sh")
    private boolean shell;

    RunCommand(Console console) {
        super(console);
    }

    /** Looks for {@code --} first: a word before it that was meant for the host is not to be looked for among the hosts. */
    @Override
    public Integer call() throws FailureException {
        request();
        return super.call();
    }

    @Override
    int run(Workspace workspace, Output shown) throws FailureException {
        return new RunView(shown, workspace.hosts().size() > 1).run(workspace, request());
    }

    private Request.Run request() throws FailureException {
        if (command.isEmpty() || (shell && command.size() > 1)) {
            throw Failure.of(
                            FailureCode.USAGE,
                            shell ? "--shell wants one text after --" : "what is to be run stands after --")
                    .hint("deployctl run web1 " + (shell ? "--shell -- 'echo $DEPLOYCTL_RELEASE'" : "-- env"))
                    .asException();
        }
        try {
            ReleaseId wanted = release == null || release.equals("live") ? null : new ReleaseId(release);
            List<String> argv = shell ? List.of("/bin/sh", "-c", command.get(0)) : command;
            return new Request.Run(argv, wanted, timeout == null ? null : timeout.toMillis());
        } catch (IllegalArgumentException e) {
            throw Failure.of(FailureCode.USAGE, String.valueOf(e.getMessage())).asException();
        }
    }

    /** Takes what stands after {@code --} out of the arguments: it is not for us to understand. */
    static final class CommandSplitter implements IParameterPreprocessor {
        @Override
        @SuppressWarnings("JdkObsolete") // picocli's
        public boolean preprocess(
                Stack<String> args, CommandSpec spec, @Nullable ArgSpec arg, Map<String, Object> parsed) {
            // The next argument is on top, so the command lies at the bottom.
            int separator = args.lastIndexOf("--");
            if (separator >= 0 && spec.userObject() instanceof RunCommand run) {
                List<String> after = args.subList(0, separator);
                for (int i = after.size() - 1; i >= 0; i--) {
                    run.command.add(after.get(i));
                }
                args.subList(0, separator + 1).clear();
            }
            return false;
        }
    }
}
