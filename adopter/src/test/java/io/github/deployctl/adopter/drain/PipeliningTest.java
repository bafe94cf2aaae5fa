package io.github.deployctl.adopter.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send requests without waiting: the response to the last one tells, so that no other is waited for in vain. */
class PipeliningTest {
    private static final String GET = "GET / HTTP/1.1\r\n\r\n";
    private static final String RESPONSE = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    private static final String TOLD = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello";

    private final SocketsDouble sockets = new SocketsDouble();
    private final Responses responses = new Responses(sockets, on -> {});
    private final Wire wire = new Wire(responses, new Numbers(100_000));

    @BeforeEach
    void drain() {
        responses.begin();
    }

    @Test
    void lastOfSeveralResponsesInOneWriteTells() {
        assertThat(wire.read(GET + GET + GET).write(RESPONSE.repeat(3)).sent()).isEqualTo(RESPONSE.repeat(2) + TOLD);
    }

    @Test
    void lastOfSeveralResponsesTellsHoweverTheyAreWritten() {
        for (int size = 1; size < 3 * RESPONSE.length(); size++) {
            for (int capacity : new int[] {1, 3, 17, 50, 100}) {
                Wire cut = new Wire(responses, new Numbers(capacity, 0)).read(GET + GET + GET);
                cut.write(RESPONSE.repeat(3), size);
                assertThat(cut.sent()).isEqualTo(RESPONSE.repeat(2) + TOLD);
            }
        }
    }

    @Test
    void nothingIsToldWhileTheNextRequestIsOnItsWay() {
        wire.read(GET + "GET /la");
        assertThat(wire.write(RESPONSE).sent()).isEqualTo(RESPONSE);

        wire.read("st HTTP/1.1\r\n\r\n");
        assertThat(wire.write(RESPONSE).sent()).isEqualTo(RESPONSE + TOLD);
    }

    @Test
    void nothingIsToldWhileTheNextRequestWaitsToBeRead() {
        sockets.setUnread(true);
        assertThat(wire.read(GET).write(RESPONSE).sent()).isEqualTo(RESPONSE);

        sockets.setUnread(false);
        assertThat(wire.read(GET).write(RESPONSE).sent()).isEqualTo(RESPONSE + TOLD);
    }

    @Test
    void restOfABodyThatNobodyReadsIsNoFurtherRequest() {
        sockets.setUnread(true);
        wire.read("POST / HTTP/1.1\r\nContent-Length: 1000000\r\n\r\nthe beginning");

        assertThat(wire.write(RESPONSE).sent()).isEqualTo(TOLD);
    }

    @Test
    void requestThatArrivesBeforeTheHeaderIsOutPutsItOff() {
        List<Wire> reader = new ArrayList<>();
        Wire slow = new Wire(responses, new Numbers(10, 0, 1000, 1000, 1000) {
            @Override
            public int nextInt() {
                int next = super.nextInt();
                if (next == 0) {
                    reader.get(0).read(GET);
                }
                return next;
            }
        });
        reader.add(slow);
        slow.read(GET).write(RESPONSE);

        assertThat(slow.sent()).isEqualTo(RESPONSE);
        assertThat(slow.write(RESPONSE).sent()).isEqualTo(RESPONSE + TOLD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nContent-Length: 36\r\n\r\nGET / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n12;x=y\r\nGET / HTTP/1.1\r\n\r\n\r\n0\r\nT: t\r\n\r\n",
                "\r\nPOST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n"
            })
    void bodyOfARequestIsNotTakenForMoreRequests(String post) {
        assertThat(wire.read(post).write(RESPONSE).sent()).isEqualTo(TOLD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody",
                "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n",
                "HEAD / HTTP/1.1\r\n\r\n"
            })
    void requestAfterABodyIsFound(String first) {
        wire.read(first + GET);
        String answer = first.startsWith("HEAD") ? "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" : RESPONSE;

        assertThat(wire.write(answer).write(RESPONSE).sent()).isEqualTo(answer + TOLD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n5\r\nhello\r\n1;x\r\n!\r\n0\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 23\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n"
            })
    void responseAfterABodyIsFound(String first) {
        for (int size = 1; size < first.length() + RESPONSE.length(); size++) {
            Wire cut = new Wire(responses, new Numbers(size)).read(GET + GET);
            assertThat(cut.write(first + RESPONSE).sent()).isEqualTo(first + TOLD);
        }
    }

    @Test
    void bodyThatEndsWithTheConnectionHidesEverythingInIt() {
        String endless = "HTTP/1.1 200 OK\r\n\r\n";
        wire.read(GET + GET).write(endless).write(RESPONSE).read(GET).write(RESPONSE);

        assertThat(wire.sent()).isEqualTo(endless + RESPONSE + RESPONSE);
    }
}
