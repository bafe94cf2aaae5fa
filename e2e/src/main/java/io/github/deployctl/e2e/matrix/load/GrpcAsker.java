package io.github.deployctl.e2e.matrix.load;

import io.github.deployctl.cli.demo.load.Loss;
import io.github.deployctl.cli.demo.load.LossException;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Unary calls over HTTP/2 in cleartext, on one channel a call, or on one that is kept: the channel reconnects by itself after a GOAWAY, as users' channels do. */
final class GrpcAsker implements Asker {
    private static final Map<Ask, MethodDescriptor<String, String>> METHODS =
            Map.of(Ask.FAST, method("Fast"), Ask.SLOW, method("Slow"), Ask.ECHO, method("Echo"));

    private final int port;
    private final boolean keepAlive;
    private @Nullable ManagedChannel kept;

    GrpcAsker(int port, boolean keepAlive) {
        this.port = port;
        this.keepAlive = keepAlive;
    }

    @Override
    public String ask(Ask ask, long deadlineNanos) throws IOException {
        if (kept == null) {
            kept = ManagedChannelBuilder.forAddress("127.0.0.1", port)
                    .usePlaintext()
                    // Sent again behind the caller's back, a lost call would not be seen.
                    .disableRetry()
                    .build();
        }
        long left = Math.max(1, deadlineNanos - System.nanoTime());
        try {
            return ClientCalls.blockingUnaryCall(
                    kept,
                    METHODS.get(ask),
                    CallOptions.DEFAULT.withDeadlineAfter(left, TimeUnit.NANOSECONDS),
                    ask == Ask.ECHO ? ECHO : "");
        } catch (StatusRuntimeException e) {
            throw new LossException(loss(e), "status " + e.getStatus());
        } finally {
            if (!keepAlive) {
                close();
            }
        }
    }

    private static Loss loss(StatusRuntimeException e) {
        return switch (e.getStatus().getCode()) {
            case DEADLINE_EXCEEDED -> Loss.TIMED_OUT;
            case UNAVAILABLE ->
                String.valueOf(e.getStatus().getCause()).contains("refused") ? Loss.REFUSED : Loss.RESET;
            default -> Loss.BAD_STATUS;
        };
    }

    private static MethodDescriptor<String, String> method(String name) {
        return MethodDescriptor.<String, String>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName("test", name))
                .setRequestMarshaller(new Text())
                .setResponseMarshaller(new Text())
                .build();
    }

    @Override
    public void close() {
        if (kept != null) {
            kept.shutdownNow();
            kept = null;
        }
    }

    /** The message is the text itself. */
    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException("a message could not be read", e);
            }
        }
    }
}
