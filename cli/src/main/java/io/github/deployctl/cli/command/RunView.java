package io.github.deployctl.cli.command;

import io.github.deployctl.cli.deploy.RemoteRun;
import io.github.deployctl.cli.deploy.RemoteRun.Ran;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.report.FailureText;
import io.github.deployctl.cli.report.RunDocument;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.cli.text.Shown;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Passes on what a command prints, byte by byte from one host, line by line with its name from several. */
final class RunView implements RemoteRun.Listener {
    private static final int MOST_KEPT = 1 << 20;

    private final Output output;
    private final boolean named;
    private final List<RunDocument.Host> hosts = new ArrayList<>();
    /** The begun line, or with JSON all that was printed: to standard output, to standard error. */
    private final List<ByteArrayOutputStream> pending =
            List.of(new ByteArrayOutputStream(), new ByteArrayOutputStream());

    RunView(Output output, boolean named) {
        this.output = output;
        this.named = named;
    }

    /** Returns the exit status. */
    int run(Workspace workspace, Request.Run request) {
        List<Ran> all = new RemoteRun(workspace.agents(), this).run(workspace.hosts(), request);
        int exit = RemoteRun.exitStatus(all);
        if (output.isJson()) {
            output.document(RunDocument.of(exit, hosts));
        }
        return exit;
    }

    @Override
    public void begin(HostAddress host) {
        pending.forEach(ByteArrayOutputStream::reset);
    }

    @Override
    public void print(HostAddress host, boolean error, byte[] bytes) {
        ByteArrayOutputStream held = pending.get(error ? 1 : 0);
        if (output.isJson()) {
            held.write(bytes, 0, Math.min(bytes.length, MOST_KEPT - held.size()));
        } else if (named) {
            lines(host, error, bytes);
        } else {
            stream(error).write(bytes, 0, bytes.length);
            stream(error).flush();
        }
    }

    @Override
    public void end(Ran ran) {
        Reply.Ran reply = ran.reply();
        if (output.isJson()) {
            String outcome = ran.isDone() ? "ok" : reply == null && ran.failure() == null ? "skipped" : "failed";
            hosts.add(new RunDocument.Host(
                    ran.host().label(),
                    outcome,
                    reply == null ? null : reply.release().value(),
                    reply == null ? null : reply.status(),
                    reply == null ? null : reply.millis(),
                    pending.get(0).toString(StandardCharsets.UTF_8),
                    pending.get(1).toString(StandardCharsets.UTF_8),
                    ran.failure()));
            pending.forEach(ByteArrayOutputStream::reset);
            return;
        }
        if (named) {
            flush(ran.host());
        }
        if (ran.failure() != null) {
            output.error(FailureText.of(ran.host().label(), ran.failure()));
        } else if (reply != null && reply.status() != 0) {
            output.step(ran.host().label() + "  " + reply.how() + " after " + Shown.millis(reply.millis()));
        } else if (reply == null) {
            output.step(ran.host().label() + "  not tried");
        }
    }

    private void lines(HostAddress host, boolean error, byte[] bytes) {
        ByteArrayOutputStream line = pending.get(error ? 1 : 0);
        for (byte b : bytes) {
            line.write(b);
            if (b == '\n' || line.size() > MOST_KEPT) {
                write(host, error, line);
            }
        }
    }

    private void flush(HostAddress host) {
        for (int i = 0; i < pending.size(); i++) {
            if (pending.get(i).size() > 0) {
                pending.get(i).write('\n');
                write(host, i == 1, pending.get(i));
            }
        }
    }

    private void write(HostAddress host, boolean error, ByteArrayOutputStream line) {
        byte[] label = (host.label() + "  ").getBytes(StandardCharsets.UTF_8);
        PrintStream stream = stream(error);
        stream.write(label, 0, label.length);
        stream.writeBytes(line.toByteArray());
        stream.flush();
        line.reset();
    }

    private PrintStream stream(boolean error) {
        return error ? output.console().err() : output.console().out();
    }
}
