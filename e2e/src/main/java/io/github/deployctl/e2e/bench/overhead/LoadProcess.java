package io.github.deployctl.e2e.bench.overhead;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The process of {@link ClosedLoop}. */
final class LoadProcess implements AutoCloseable {
    private final Process process;
    private final OutputStream commands;
    private final BufferedReader answers;

    LoadProcess(Path java) throws IOException {
        process = new ProcessBuilder(List.of(
                        java.toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        Classes.path(),
                        ClosedLoop.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        commands = process.getOutputStream();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** What one slice came to. */
    record Slice(double requestsPerSecond, double p99Nanos) {}

    Slice run(int port, long millis, long extraNanos) throws IOException {
        commands.write((port + " " + millis + " " + extraNanos + "\n").getBytes(StandardCharsets.US_ASCII));
        commands.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the load process has ended");
        }
        String[] words = answer.split(" ", -1);
        return new Slice(Long.parseLong(words[0]) * 1000.0 / millis, Long.parseLong(words[1]));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
