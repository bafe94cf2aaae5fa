package io.github.deployctl.cli.command;

import io.github.deployctl.cli.deploy.Order;
import io.github.deployctl.cli.deploy.Patience;
import io.github.deployctl.cli.deploy.RolloutResult;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Maintain;
import io.github.deployctl.common.protocol.Notice;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deployctl maintenance on}. */
@Command(
        name = "on",
        headerHeading = "Example: deployctl maintenance on --page closed.html --retry-after 10m%n%n",
        header = "Has the agent answer 503 while the app keeps running.",
        footer = {
            "%nIt lasts until maintenance off, also over a restart of the agent and of the host.",
            "A listener that speaks TLS or anything but HTTP/1 cannot be answered on: connections are closed."
        },
        mixinStandardHelpOptions = true)
final class MaintenanceOnCommand extends HostsVerb {
    @Option(
            names = "--page",
            paramLabel = "FILE",
            description = "what is answered, 64 KiB at most; default: a plain page")
    private @Nullable String page;

    @Option(names = "--retry-after", paramLabel = "TIME", description = "when clients are to come back; default 1m")
    private Duration retryAfter = Duration.ofMinutes(1);

    @Option(
            names = "--http",
            paramLabel = "LISTENER",
            description = "speaks HTTP/1, all others do not; default: the only one, if ready.http asks there")
    private List<String> http = new ArrayList<>();

    @Option(names = "--message", paramLabel = "TEXT", description = "what it is for, in status and history")
    private @Nullable String message;

    @Mixin
    private LockOptions lock = new LockOptions();

    MaintenanceOnCommand(Console console) {
        super(console);
    }

    @Override
    int run(Workspace workspace, Output shown) throws FailureException {
        Order order = new Order(request(), Patience.of(workspace.file().declaration()), "going into maintenance");
        RolloutView view = new RolloutView(again(), shown);
        RolloutResult result = view.run(workspace, order, lock.wish(workspace, "maintenance on"));
        if (result.isChanged()) {
            view.undo("deployctl maintenance off " + RolloutView.labels(result.changed(), " ")
                    + connection().again());
        }
        return result.exitStatus();
    }

    private Request request() throws FailureException {
        try {
            Path file = page == null ? null : console().surroundings().folder().resolve(page);
            String text = file == null ? null : Base64.getEncoder().encodeToString(read(file));
            String type = file == null ? null : type(file);
            return new Maintain(new Notice(text, type, Math.toIntExact(retryAfter.toSeconds()), http), message);
        } catch (NoSuchFileException e) {
            throw wrong("there is no file " + Quoted.of(String.valueOf(page)) + " for a page");
        } catch (IOException e) {
            throw wrong("the page " + Quoted.of(String.valueOf(page)) + " could not be read: " + e.getMessage());
        } catch (InvalidPathException e) {
            throw wrong("--page is not the name of a file");
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /** Reads no more than shows that it is too much. */
    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(Notice.LARGEST_PAGE + 1);
            if (bytes.length > Notice.LARGEST_PAGE) {
                throw new IllegalArgumentException("a page has " + Notice.LARGEST_PAGE + " bytes at most");
            }
            return bytes;
        }
    }

    private static String type(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".json")) {
            return "application/json";
        }
        return (name.endsWith(".txt") ? "text/plain" : "text/html") + "; charset=utf-8";
    }

    private static FailureException wrong(String what) {
        return Failure.of(FailureCode.USAGE, "nothing was changed: " + what).asException();
    }
}
