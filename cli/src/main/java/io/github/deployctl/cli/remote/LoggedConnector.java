package io.github.deployctl.cli.remote;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.json.Json;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells of every message that goes to an agent or comes from one its type and its size, and nothing else: a request may hold an environment, an answer what an
 * app has printed.
 */
public final class LoggedConnector implements Connector {
    private final Connector connector;
    private final Consumer<String> log;

    public LoggedConnector(Connector connector, Consumer<String> log) {
        this.connector = requireNonNull(connector, "connector");
        this.log = requireNonNull(log, "log");
    }

    @Override
    public AgentChannel connect(HostAddress host, AgentPlace place) throws FailureException {
        try {
            AgentChannel channel = connector.connect(host, place);
            log.accept(host.label() + ": connected to " + place.socket());
            return new Logged(channel, host.label());
        } catch (FailureException e) {
            log.accept(host.label() + ": not connected: " + e.failure().message());
            throw e;
        }
    }

    /** Returns the type of a message, or how much there is of what is none, such as the frames of an upload. */
    private static String describe(String text) {
        String type = null;
        if (text.startsWith("{") && text.endsWith("\n")) {
            try {
                type = Json.tag("type", text);
            } catch (IllegalArgumentException e) {
                // It only looked like one.
            }
        }
        return type == null ? "" : type + ", " + text.length() + " bytes";
    }

    private final class Logged implements AgentChannel {
        private final AgentChannel channel;
        private final InputStream in;
        private final OutputStream out;
        private final String host;

        Logged(AgentChannel channel, String host) {
            this.channel = channel;
            this.host = host;
            this.in = new Heard(channel.input());
            this.out = new Said(channel.output());
        }

        @Override
        public InputStream input() {
            return in;
        }

        @Override
        public OutputStream output() {
            return out;
        }

        @Override
        public Optional<Failure> refusal() {
            return channel.refusal();
        }

        @Override
        public void close() {
            log.accept(host + ": closed");
            channel.close();
        }

        /** An agent sends lines and nothing else. */
        private final class Heard extends FilterInputStream {
            private final StringBuilder line = new StringBuilder();

            Heard(InputStream from) {
                super(from);
            }

            @Override
            public int read() throws IOException {
                int b = super.read();
                if (b >= 0) {
                    hear(b);
                }
                return b;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = super.read(bytes, offset, length);
                for (int i = 0; i < count; i++) {
                    hear(bytes[offset + i]);
                }
                return count;
            }

            private void hear(int b) {
                line.append((char) (b & 0xff));
                if (b == '\n') {
                    log.accept(host + ": <- " + describe(line.toString()));
                    line.setLength(0);
                }
            }
        }

        /** A message is written at once. */
        private final class Said extends FilterOutputStream {
            Said(OutputStream to) {
                super(to);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
                String message = length > 0 && bytes[offset] == '{'
                        ? describe(new String(bytes, offset, length, StandardCharsets.ISO_8859_1))
                        : "";
                if (!message.isEmpty()) {
                    log.accept(host + ": -> " + message);
                }
            }
        }
    }
}
