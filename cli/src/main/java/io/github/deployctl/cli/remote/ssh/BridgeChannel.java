package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.remote.AgentChannel;
import io.github.deployctl.common.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import net.schmizz.sshj.connection.channel.direct.Session;

/** The streams of a command on the host that passes them on to the agent. */
final class BridgeChannel implements AgentChannel, Finishing {
    private static final int END_SECONDS = 5;
    private static final int MOST_SAID = 300;

    private final Connected connected;
    private final Session.Command command;
    private final Function<String, Failure> ended;

    /**
     * Takes over a command that was started.
     *
     * @param ended makes a failure of how the command ended
     */
    BridgeChannel(Connected connected, Session.Command command, Function<String, Failure> ended) {
        this.connected = connected;
        this.command = command;
        this.ended = ended;
    }

    @Override
    public InputStream input() {
        return new ExplainedInput(command.getInputStream(), connected.line());
    }

    @Override
    public OutputStream output() {
        return new ExplainedOutput(command.getOutputStream(), connected.line());
    }

    /** The command has an exit status once it has ended, whatever it may have said before. */
    @Override
    public Optional<Failure> refusal() {
        try {
            command.join(END_SECONDS, TimeUnit.SECONDS);
            Integer status = command.getExitStatus();
            if (status == null) {
                return Optional.empty();
            }
            String said = new String(command.getErrorStream().readNBytes(MOST_SAID), StandardCharsets.UTF_8)
                    .strip()
                    .replace('\n', ' ');
            return Optional.of(ended.apply("ended with status " + status + (said.isEmpty() ? "" : ": " + said)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean isBridged() {
        return true;
    }

    @Override
    public void finish() throws IOException {
        command.close();
    }

    @Override
    public void close() {
        connected.close();
    }
}
