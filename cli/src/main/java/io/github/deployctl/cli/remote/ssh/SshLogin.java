package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.Alarm;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.cli.remote.RemoteLogin;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.schmizz.sshj.connection.channel.direct.Session;

/** Commands over one connection, each in a session of its own. */
final class SshLogin implements RemoteLogin {
    private static final int STATUS_SECONDS = 10;

    private final HostAddress host;
    private final Connected connected;

    SshLogin(HostAddress host, Connected connected) {
        this.host = host;
        this.connected = connected;
    }

    @Override
    public int run(String line, String input, Deadline deadline, Consumer<String> lines) throws FailureException {
        try (Alarm alarm = Alarm.set(deadline, this::close)) {
            try (Session session = connected.client().startSession();
                    Session.Command command = session.exec(line)) {
                send(command, input);
                PrintedLines printed = new PrintedLines(lines);
                printed.read(command.getInputStream());
                printed.read(command.getErrorStream());
                command.join(STATUS_SECONDS, TimeUnit.SECONDS);
                Integer status = command.getExitStatus();
                if (status == null) {
                    throw new IOException("it was ended by a signal");
                }
                return status;
            } catch (IOException e) {
                String how = alarm.hasRung()
                        ? "it took longer than " + deadline
                        : String.valueOf(connected.line().explain(e).getMessage());
                throw Failure.of(FailureCode.UNREACHABLE, "lost " + host.label() + " while a command ran there: " + how)
                        .asException();
            }
        }
    }

    private void send(Session.Command command, String input) throws IOException {
        try (OutputStream out = command.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
            // Closed without it, sshj drops what its window had no room for.
            out.flush();
        } catch (IOException e) {
            // A command that ends before it has read everything says why; a connection that is gone does not.
            if (!connected.client().isConnected()) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        connected.close();
    }
}
