package io.github.deployctl.e2e.apps.grpcnettyshaded;

import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A gRPC service whose messages are plain bytes: {@code test/Fast}, {@code test/Slow} and {@code test/Echo}. */
public final class App {
    private static final long PID = ProcessHandle.current().pid();

    private App() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        ServerServiceDefinition service = ServerServiceDefinition.builder("test")
                .addMethod(Bytes.method("test/Fast"), answer(request -> text(PID + "\n")))
                .addMethod(Bytes.method("test/Slow"), answer(App::slow))
                .addMethod(Bytes.method("test/Echo"), answer(request -> request))
                .build();
        Server server = ServerBuilder.forPort(Integer.parseInt(args[0]))
                .addService(service)
                .build()
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(server)));
        server.awaitTermination();
    }

    /** As gRPC's own examples do it: GOAWAY, and what has begun is finished. */
    private static void shutDown(Server server) {
        try {
            server.shutdown().awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ServerCallHandler<byte[], byte[]> answer(UnaryOperator<byte[]> answer) {
        return ServerCalls.asyncUnaryCall((request, response) -> {
            response.onNext(answer.apply(request));
            response.onCompleted();
        });
    }

    private static byte[] slow(byte[] request) {
        try {
            Thread.sleep(1500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return text(PID + " done\n");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
