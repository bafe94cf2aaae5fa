package io.github.deployctl.adopter.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesTest {
    private static final String GET = "GET /path HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String CLOSE = "Connection: close\r\n";
    private static final String STATUS = "HTTP/1.1 200 OK\r\n";
    private static final String REST = "Content-Length: 5\r\nX: y\r\n\r\nhello";
    private static final String TOLD = STATUS + CLOSE + REST;

    private final List<Boolean> watched = new ArrayList<>();
    private final Responses responses = new Responses(new SocketsDouble(), watched::add);

    @BeforeEach
    void drain() {
        responses.begin();
    }

    @Test
    void headerComesAfterTheStatusLine() {
        assertThat(asked().write(STATUS + REST).sent()).isEqualTo(TOLD);
    }

    @Test
    void resultIsTheSameHoweverTheServerCutsItsBuffersAndTheSocketItsWrites() {
        for (int buffer = 1; buffer < 60; buffer++) {
            for (int capacity = 1; capacity < 90; capacity++) {
                Wire wire = new Wire(responses, new Numbers(0, capacity)).read(GET);
                assertThat(wire.write(STATUS + REST, buffer).sent()).isEqualTo(TOLD);
            }
        }
    }

    @Test
    void headCutOverWritesGetsTheHeaderAtItsEnd() {
        String before = STATUS + "Content-Length: 5\r\nX: y\r\n";
        for (int cut = 1; cut < before.length(); cut++) {
            String all = STATUS + REST;
            String sent = asked().write(all.substring(0, cut))
                    .write(all.substring(cut))
                    .sent();
            assertThat(sent).isEqualTo(cut <= STATUS.length() ? TOLD : before + CLOSE + "\r\nhello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n"})
    void headWrittenByteByByteGetsTheHeaderAtItsEnd(String lineEnd) {
        String head = (STATUS + "Content-Length: 5\r\n").replace("\r\n", lineEnd);
        Wire wire = asked();
        for (char next : (head + lineEnd + "hello").toCharArray()) {
            wire.write(String.valueOf(next));
        }
        assertThat(wire.sent()).isEqualTo(head + CLOSE + lineEnd + "hello");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000})
    void requestIsKnownHoweverItsBytesAreRead(int size) {
        Wire scattered = wire().read(GET, size);
        assertThat(scattered.write(STATUS + REST).sent()).isEqualTo(TOLD);

        Wire cut = wire();
        for (int i = 0; i < GET.length(); i += size) {
            cut.read(GET.substring(i, Math.min(GET.length(), i + size)));
        }
        assertThat(cut.write(STATUS + REST).sent()).isEqualTo(TOLD);
    }

    @Test
    void clientIsToldOnceAndServedOnIfItGoesOnAsking() {
        String sent =
                asked().write(STATUS + REST).read(GET).write(STATUS + REST).sent();

        assertThat(sent).isEqualTo(TOLD + STATUS + REST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA: b\r\nCONNECTION:  upgrade , Close \r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
                "HTTP/1.0 200 OK\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 020 OK\r\n\r\n",
                "HTTP/1.1 OK\r\n\r\n",
                "HTTP/2 200\r\n\r\n",
                "\u0016\u0003\u0003 tls",
                "\r\n",
                ""
            })
    void otherOutputIsLeftAlone(String text) {
        assertThat(asked().write(text).sent()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0016\u0003\u0001\u0002\u0000 a hello of TLS",
                "\u0017\u0003\u0003\u0000 " + GET,
                "\u0081\u0085 a frame of a WebSocket",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "CONNECT there:443 HTTP/1.1\r\n\r\n",
                "the body of an upload that began before the drain",
                "/path HTTP/1.1\r\nHost: x\r\n\r\n",
                "get / HTTP/1.1\r\n\r\n",
                "GET HTTP/1.1\r\n\r\n",
                "GET / HTTP/3.1\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz"
            })
    void nothingIsChangedAfterInputThatIsNoRequest(String input) {
        assertThat(wire().read(input).write(STATUS + REST).sent()).isEqualTo(STATUS + REST);
        assertThat(wire().read(input).read(GET).write(STATUS + REST).sent()).isEqualTo(STATUS + REST);
    }

    @Test
    void nothingIsChangedAfterInputThatWasNotSeen() {
        assertThat(wire().readUnseen().write(STATUS + REST).sent()).isEqualTo(STATUS + REST);
        assertThat(asked().readUnseen().write(STATUS + REST).sent()).isEqualTo(STATUS + REST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /ws HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
                "GET / HTTP/1.1\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMA\r\n\r\n"
            })
    void nothingFollowsAnUpgrade(String request) {
        String upgrade = "HTTP/1.1 101 Switching Protocols\r\n\r\n";
        Wire wire = wire().read(request).write(upgrade);

        assertThat(wire.read(GET).write(STATUS + REST).sent()).isEqualTo(upgrade + STATUS + REST);
    }

    @Test
    void upgradeThatTheServerDeclinesIsAnsweredLikeAnyRequest() {
        Wire wire = wire().read("GET / HTTP/1.1\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n");

        assertThat(wire.write(STATUS + REST).sent()).isEqualTo(TOLD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"})
    void finalResponseGetsTheHeaderAndTheInterimOneDoesNot(String interim) {
        String body = "0123456789";
        String post = "POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n";

        assertThat(wire().read(post + body)
                        .write(interim + interim + STATUS + REST)
                        .sent())
                .isEqualTo(interim + interim + TOLD);
        assertThat(wire().read(post)
                        .write(interim)
                        .read(body)
                        .write(STATUS + REST)
                        .sent())
                .isEqualTo(interim + TOLD);
    }

    @Test
    void keepAliveGivesWayToClose() {
        String head = "HTTP/1.1 200 OK\r\nA: b\r\n%s\r\n";
        String keepAlive = "connection: Keep-Alive\r\n";

        for (int capacity = 1; capacity < 90; capacity++) {
            Wire wire = new Wire(responses, new Numbers(capacity, 0)).read(GET);
            assertThat(wire.write(head.formatted(keepAlive)).sent()).isEqualTo(head.formatted(CLOSE));
        }
    }

    @Test
    void parametersOfKeepAliveAndUpgradeOffersStay() {
        String head = "HTTP/1.1 200 OK\r\n%sConnection: Upgrade\r\nKeep-Alive: timeout=60\r\n\r\n";

        assertThat(asked().write(head.formatted("")).sent()).isEqualTo(head.formatted(CLOSE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\n%s\r\n",
                "HTTP/1.1 304 Not Modified\r\n%sContent-Length: 10\r\n\r\n",
                "HTTP/1.1 200 OK\r\n%sTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 \r\n%sContent-Type: text/event-stream\r\n\r\ndata: 1\n\n",
                "HTTP/1.1 500\r\n%sContent-Length: 0\r\n\r\n"
            })
    void everyFinalResponseTells(String response) {
        assertThat(asked().write(response.formatted("")).sent()).isEqualTo(response.formatted(CLOSE));
    }

    @Test
    void requestOfHttp10IsAnsweredLikeAnyOther() {
        Wire wire = wire().read("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

        assertThat(wire.write("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n" + REST)
                        .sent())
                .isEqualTo(TOLD);
    }

    @Test
    void headThatIsLongIsReadToItsEnd() {
        String cookies = "Set-Cookie: " + "x".repeat(20_000) + "\r\n";
        assertThat(asked().write(STATUS + cookies + REST).sent()).isEqualTo(STATUS + CLOSE + cookies + REST);

        String request = "GET /?" + "x".repeat(7000) + " HTTP/1.1\r\n" + cookies + "\r\n";
        assertThat(wire().read(request).write(STATUS + REST).sent()).isEqualTo(TOLD);
    }

    @Test
    void connectionsOfTheAppToOthersAreLeftAlone() {
        Responses others = new Responses(SocketsDouble.ofOthers(), watched::add);
        others.begin();

        Wire wire = new Wire(others, new Numbers(999)).read(GET);
        assertThat(wire.write(STATUS + REST).sent()).isEqualTo(STATUS + REST);
    }

    @Test
    void failureOfOursIsNotTheApps() {
        Responses failing = new Responses(SocketsDouble.thatFail(), watched::add);
        failing.begin();

        Wire wire = new Wire(failing, new Numbers(999)).read(GET).write(STATUS + REST);
        assertThat(wire.read(GET).write(STATUS + REST).sent()).isEqualTo(STATUS + REST + STATUS + REST);
    }

    @Test
    void liveEndsTheTellingAndTheNextDrainBeginsAnew() {
        Wire told = asked().write(STATUS + REST);
        Wire askedBefore = asked();
        responses.end();
        assertThat(watched).containsExactly(true, false);
        assertThat(askedBefore.write(STATUS + REST).sent()).isEqualTo(STATUS + REST);
        assertThat(asked().write(STATUS + REST).sent()).isEqualTo(STATUS + REST);

        responses.begin();
        assertThat(told.read(GET).write(STATUS + REST).sent()).isEqualTo(TOLD + TOLD);
    }

    @Test
    void headerThatIsHalfOutIsFinishedAfterLive() {
        Wire wire = wireThatGoesLiveAfter(STATUS.length() + 7);

        assertThat(wire.write(STATUS + REST).sent()).isEqualTo(TOLD);
        assertThat(watched).containsExactly(true, true, false);
    }

    @Test
    void headerThatIsPlannedButNotOutIsLeftOutAfterLive() {
        Wire wire = wireThatGoesLiveAfter(STATUS.length() - 7);

        assertThat(wire.write(STATUS + REST).sent()).isEqualTo(STATUS + REST);
        assertThat(watched).startsWith(true, true).endsWith(false);
    }

    @Test
    void planThatLiveOvertakesIsLeftOut() {
        Wire wire = new Wire(responses, new Numbers(10, 500) {
            @Override
            public int nextInt() {
                responses.end();
                return super.nextInt();
            }
        });

        assertThat(wire.read(GET).write(STATUS + REST).sent()).isEqualTo(STATUS + REST);
        assertThat(watched).startsWith(true, true).endsWith(false);
    }

    private Wire wire() {
        return new Wire(responses, new Numbers(100_000));
    }

    /** A connection with one request waiting for its answer. */
    private Wire asked() {
        return wire().read(GET);
    }

    private Wire wireThatGoesLiveAfter(int bytes) {
        Wire wire = new Wire(responses, new Numbers(bytes, 0, 500) {
            @Override
            public int nextInt() {
                int next = super.nextInt();
                if (next == 0) {
                    responses.end();
                }
                return next;
            }
        });
        return wire.read(GET);
    }
}
