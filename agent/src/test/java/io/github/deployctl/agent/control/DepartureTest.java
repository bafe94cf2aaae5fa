package io.github.deployctl.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DepartureTest {
    @Test
    void endOfTheStreamWhileItIsWatchedIsTold() throws Exception {
        PipedOutputStream client = new PipedOutputStream();
        Departure departure = new Departure(new PipedInputStream(client));
        CountDownLatch gone = new CountDownLatch(1);
        departure.watch(gone::countDown);
        client.close();

        assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(departure.read()).isEqualTo(-1);
    }

    @Test
    void nextRequestIsReadWholeAfterAWatch() throws Exception {
        PipedOutputStream client = new PipedOutputStream();
        Departure departure = new Departure(new PipedInputStream(client));
        departure.watch(() -> {
            throw new AssertionError("nobody left");
        });
        departure.unwatch();
        client.write("request".getBytes(StandardCharsets.US_ASCII));
        client.close();

        assertThat(departure.readAllBytes()).asString(StandardCharsets.US_ASCII).isEqualTo("request");
    }

    @Test
    void emptyLinesWhileItIsWatchedAreNoRequestAndTheEndAfterThemIsTold() throws Exception {
        PipedOutputStream client = new PipedOutputStream();
        Departure departure = new Departure(new PipedInputStream(client));
        CountDownLatch gone = new CountDownLatch(1);
        departure.watch(gone::countDown);
        client.write("\n\n".getBytes(StandardCharsets.US_ASCII));
        client.close();

        assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void clientThatLeftBeforeTheSecondWatchIsToldAtOnce() throws IOException {
        Departure departure = new Departure(new ByteArrayInputStream(new byte[0]));
        CountDownLatch first = new CountDownLatch(1);
        departure.watch(first::countDown);
        assertThat(departure.read()).isEqualTo(-1);
        AtomicInteger told = new AtomicInteger();
        departure.watch(told::incrementAndGet);

        assertThat(told).hasValue(1);
    }

    @Test
    void bytesOfAnUploadPassUnchanged() throws IOException {
        byte[] bytes = new byte[100_000];
        new Random(1).nextBytes(bytes);

        assertThat(new Departure(new ByteArrayInputStream(bytes)).readAllBytes())
                .isEqualTo(bytes);
    }
}
