package io.github.deployctl.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.fixture.Terminal;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Situation;
import io.github.deployctl.cli.terminal.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TerminalPersonTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    /** A keyboard at which somebody types yes after a while. */
    private static final class Keyboard extends InputStream {
        private final CountDownLatch read = new CountDownLatch(1);
        private final CountDownLatch typed = new CountDownLatch(1);
        private int next;

        @Override
        public int read() throws IOException {
            read.countDown();
            try {
                typed.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return next < 4 ? "yes\n".charAt(next++) : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int one = read();
            if (one < 0) {
                return -1;
            }
            bytes[offset] = (byte) one;
            return 1;
        }
    }

    private TerminalPerson person(InputStream in) {
        PrintStream err = new PrintStream(shown, true, UTF_8);
        Surroundings around = new Surroundings(
                Map.of(), Path.of("/"), Path.of("/"), "ada", "laptop", InstantSource.fixed(Instant.EPOCH));
        return new TerminalPerson(new Console(around, in, err, err, Terminal.of(80), new Situation()));
    }

    @Test
    void whoHasSomethingToTellDoesNotWaitForAnAnswer() throws Exception {
        Keyboard keyboard = new Keyboard();
        TerminalPerson person = person(keyboard);
        CompletableFuture<String> answer = new CompletableFuture<>();
        CompletableFuture<String> told = new CompletableFuture<>();
        Thread asking = new Thread(() -> answer.complete(person.ask("Really? ")));
        Thread telling = new Thread(() -> {
            person.tell("the key of web2 was not known");
            told.complete(shown.toString(UTF_8));
        });
        asking.start();
        try {
            assertThat(keyboard.read.await(20, TimeUnit.SECONDS)).isTrue();
            telling.start();
            assertThat(told.get(20, TimeUnit.SECONDS)).isEqualTo("Really? ");
        } finally {
            keyboard.typed.countDown();
            asking.join();
            telling.join();
        }

        assertThat(answer.get()).isEqualTo("yes");
        assertThat(shown.toString(UTF_8)).isEqualTo("Really? \nWarning: the key of web2 was not known\n");
    }

    @Test
    void whereNothingIsAskedALineIsShownAtOnce() {
        person(InputStream.nullInputStream()).tell("one");

        assertThat(shown.toString(UTF_8)).isEqualTo("\nWarning: one\n");
    }
}
