package io.github.deployctl.cli.command;

import io.github.deployctl.cli.deploy.RemoteRun;
import io.github.deployctl.cli.deploy.RemoteRun.Ran;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.report.EventDocument;
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
    /** All that was printed, for a program: to standard output, to standard error. */
    private final List<ByteArrayOutputStream> kept = List.of(new ByteArrayOutputStream(), new ByteArrayOutputStream());

    private List<Chopped> chopped = List.of();

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
        output.console()
                .situation()
                .is(
                        "what was begun on " + host.label()
                                + " is ended by its agent: TERM, after 10s KILL; the app serves on",
                        "deployctl history " + host.label());
        output.event("doing", host, new EventDocument.Words("running"));
        kept.forEach(ByteArrayOutputStream::reset);
        chopped = List.of(new Chopped(line -> write(host, false, line)), new Chopped(line -> write(host, true, line)));
    }

    @Override
    public void print(HostAddress host, boolean error, byte[] bytes) {
        if (output.isJson()) {
            ByteArrayOutputStream held = kept.get(error ? 1 : 0);
            held.write(bytes, 0, Math.min(bytes.length, MOST_KEPT - held.size()));
        }
        if (output.isEvents() || (named && !output.isJson())) {
            chopped.get(error ? 1 : 0).add(bytes);
        } else if (!output.isJson()) {
            stream(error).write(bytes, 0, bytes.length);
            stream(error).flush();
        }
    }

    @Override
    public void end(Ran ran) {
        Reply.Ran reply = ran.reply();
        chopped.forEach(Chopped::end);
        output.console().situation().is("");
        if (output.isJson()) {
            String outcome = ran.isDone() ? "ok" : reply == null && ran.failure() == null ? "skipped" : "failed";
            RunDocument.Host host = new RunDocument.Host(
                    ran.host().label(),
                    outcome,
                    reply == null ? null : reply.release().value(),
                    reply == null ? null : reply.status(),
                    reply == null ? null : reply.millis(),
                    kept.get(0).toString(StandardCharsets.UTF_8),
                    kept.get(1).toString(StandardCharsets.UTF_8),
                    ran.failure());
            hosts.add(host);
            output.event("ended", ran.host(), host);
            kept.forEach(ByteArrayOutputStream::reset);
            return;
        }
        if (ran.failure() != null) {
            output.error(FailureText.of(ran.host().label(), ran.failure()));
        } else if (reply != null && reply.status() != 0) {
            output.step(ran.host().label() + "  " + reply.how() + " after " + Shown.millis(reply.millis()));
        } else if (reply == null) {
            output.step(ran.host().label() + "  not tried");
        }
    }

    private void write(HostAddress host, boolean error, byte[] line) {
        if (output.isEvents()) {
            output.event("printed", host, new EventDocument.Printed(error, new String(line, StandardCharsets.UTF_8)));
            return;
        }
        byte[] label = (host.label() + "  ").getBytes(StandardCharsets.UTF_8);
        PrintStream stream = stream(error);
        stream.write(label, 0, label.length);
        stream.writeBytes(line);
        stream.write('\n');
        stream.flush();
    }

    private PrintStream stream(boolean error) {
        return error ? output.console().err() : output.console().out();
    }
}
