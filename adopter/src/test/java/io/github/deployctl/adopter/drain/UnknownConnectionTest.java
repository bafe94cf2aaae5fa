package io.github.deployctl.adopter.drain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection that was in use when the drain began, so that nobody knows where it stands. */
class UnknownConnectionTest {
    private static final String GET = "GET / HTTP/1.1\r\n\r\n";
    private static final String RESPONSE = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    private static final String TOLD = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello";

    private final Responses responses = new Responses(new SocketsDouble(), on -> {});
    private final Wire wire = new Wire(responses, new Numbers(100_000));

    @BeforeEach
    void drain() {
        responses.begin();
    }

    @Test
    void writeBeforeAnyReadMayBeABodyAndIsLeftAlone() {
        assertThat(wire.write(RESPONSE).write(RESPONSE).sent()).isEqualTo(RESPONSE + RESPONSE);
    }

    @Test
    void responseToTheNextRequestTells() {
        assertThat(wire.write(RESPONSE).read(GET).write(RESPONSE).sent()).isEqualTo(RESPONSE + TOLD);
    }

    @Test
    void uploadThatIsAnsweredWhileItGoesOnIsLeftAlone() {
        for (int i = 0; i < 3; i++) {
            wire.read("a part of an upload").write(RESPONSE);
        }
        assertThat(wire.sent()).isEqualTo(RESPONSE.repeat(3));
        assertThat(wire.read(GET).write(RESPONSE).sent()).isEqualTo(RESPONSE.repeat(3) + TOLD);
    }

    @Test
    void uploadThatContainsARequestIsLeftAlone() {
        wire.read("a part of an upload").read(GET).write(RESPONSE);

        assertThat(wire.sent()).isEqualTo(RESPONSE);
    }

    @Test
    void endOfARequestThatBeganBeforeTheDrainDoesNotCount() {
        assertThat(wire.read("Host: x\r\n\r\n").write(RESPONSE).sent()).isEqualTo(RESPONSE);
        assertThat(wire.read(GET).write(RESPONSE).sent()).isEqualTo(RESPONSE + TOLD);
    }

    @Test
    void outputThatIsNoResponseMakesTheConnectionUnknownAgain() {
        wire.read(GET).write("the rest of a body that began before the drain").write(RESPONSE);
        assertThat(wire.sent()).endsWith("drain" + RESPONSE);

        assertThat(wire.read(GET).write(RESPONSE).sent()).endsWith(RESPONSE + TOLD);
    }

    @Test
    void answerThatNobodyAskedForIsLeftAlone() {
        String timeout = "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n";

        assertThat(wire.read("GET / HT").write(timeout).sent()).isEqualTo(timeout);
        assertThat(wire.read(GET).write(RESPONSE).sent()).isEqualTo(timeout + TOLD);
    }
}
