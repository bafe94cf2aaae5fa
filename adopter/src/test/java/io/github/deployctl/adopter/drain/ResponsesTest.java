package io.github.deployctl.adopter.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesTest {
    private static final String CLOSE = "Connection: close\r\n";
    private static final String STATUS = "HTTP/1.1 200 OK\r\n";
    private static final String REST = "Content-Length: 5\r\nX: y\r\n\r\nhello";

    private final List<Boolean> watched = new ArrayList<>();
    private final Responses responses = new Responses(fd -> true, watched::add);

    @BeforeEach
    void drain() {
        responses.begin();
    }

    @Test
    void headerComesAfterTheStatusLine() {
        assertThat(wire().write(STATUS + REST).sent()).isEqualTo(STATUS + CLOSE + REST);
    }

    @Test
    void resultIsTheSameHoweverTheServerCutsItsBuffersAndTheSocketItsWrites() {
        for (int buffer = 1; buffer < 60; buffer++) {
            for (int capacity = 1; capacity < 90; capacity++) {
                Wire wire = new Wire(responses, repeating(0, capacity)).write(STATUS + REST, buffer);
                assertThat(wire.sent()).isEqualTo(STATUS + CLOSE + REST);
            }
        }
    }

    @Test
    void headCutOverWritesGetsTheHeaderAtItsEnd() {
        String before = STATUS + "Content-Length: 5\r\nX: y\r\n";
        for (int cut = 1; cut < before.length(); cut++) {
            String all = STATUS + REST;
            String sent = wire().write(all.substring(0, cut))
                    .write(all.substring(cut))
                    .sent();
            assertThat(sent).isEqualTo(cut < STATUS.length() ? STATUS + CLOSE + REST : before + CLOSE + "\r\nhello");
        }
    }

    @Test
    void headWrittenByteByByteIsLeftAlone() {
        Wire wire = wire();
        for (char next : (STATUS + REST).toCharArray()) {
            wire.write(String.valueOf(next));
        }
        // The empty line was half out when its meaning was known: too late for this response.
        assertThat(wire.sent()).isEqualTo(STATUS + REST);
        assertThat(wire.read().write(STATUS + REST).sent()).isEqualTo(STATUS + REST + STATUS + CLOSE + REST);
    }

    @Test
    void clientIsToldOnce() {
        String sent = wire().write(STATUS + REST).read().write(STATUS + REST).sent();

        assertThat(sent).isEqualTo(STATUS + CLOSE + REST + STATUS + REST);
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
        assertThat(wire().write(text).sent()).isEqualTo(text);
    }

    @Test
    void nothingFollowsAnUpgrade() {
        String upgrade = "HTTP/1.1 101 Switching Protocols\r\n\r\n";

        assertThat(wire().write(upgrade).read().write(STATUS + REST).sent()).isEqualTo(upgrade + STATUS + REST);
    }

    @Test
    void finalResponseGetsTheHeaderAndTheInterimOneDoesNot() {
        String interim = "HTTP/1.1 100 Continue\r\n\r\n";

        assertThat(wire().write(interim + STATUS + REST).sent()).isEqualTo(interim + STATUS + CLOSE + REST);
        assertThat(wire().write(interim).read().write(STATUS + REST).sent()).isEqualTo(interim + STATUS + CLOSE + REST);
    }

    @Test
    void keepAliveGivesWayToClose() {
        String head = "HTTP/1.1 200 OK\r\nA: b\r\n%s\r\n";
        String keepAlive = "connection: Keep-Alive\r\n";

        for (int capacity = 1; capacity < 90; capacity++) {
            Wire wire = new Wire(responses, repeating(capacity, 0)).write(head.formatted(keepAlive));
            assertThat(wire.sent()).isEqualTo(head.formatted(CLOSE));
        }
    }

    @Test
    void bodyThatLooksLikeAResponseIsLeftAlone() {
        String start = "chunk of a body that began before the drain";

        assertThat(wire().write(start).write(STATUS + REST).sent()).isEqualTo(start + STATUS + REST);
        assertThat(wire().write(start)
                        .write(STATUS + REST)
                        .read()
                        .write(STATUS + REST)
                        .sent())
                .isEqualTo(start + STATUS + REST + STATUS + CLOSE + REST);
    }

    @Test
    void headThatDoesNotEndIsGivenUp() {
        String endless = STATUS + "X: " + "x".repeat(20_000);

        assertThat(wire().write(endless).write("\r\n\r\n").sent()).isEqualTo(endless + "\r\n\r\n");
    }

    @Test
    void connectionsOfTheAppToOthersAreLeftAlone() {
        Responses others = new Responses(fd -> false, watched::add);
        others.begin();

        assertThat(new Wire(others, repeating(999)).write(STATUS + REST).sent()).isEqualTo(STATUS + REST);
    }

    @Test
    void liveEndsTheTellingAndTheNextDrainBeginsAnew() {
        Wire told = wire().write(STATUS + REST);
        responses.end();
        assertThat(watched).containsExactly(true, false);
        assertThat(told.read().write("a").sent()).endsWith("a");
        assertThat(wire().write(STATUS + REST).sent()).isEqualTo(STATUS + REST);

        responses.begin();
        assertThat(told.read().write(STATUS + REST).sent()).endsWith("a" + STATUS + CLOSE + REST);
    }

    @Test
    void headerThatIsHalfOutIsFinishedAfterLive() {
        int half = STATUS.length() + 7;
        Wire wire = new Wire(responses, new Repeating(new int[] {half, 0, 500}) {
            @Override
            public int nextInt() {
                int next = super.nextInt();
                if (next == 0) {
                    responses.end();
                }
                return next;
            }
        });

        assertThat(wire.write(STATUS + REST).sent()).isEqualTo(STATUS + CLOSE + REST);
        assertThat(watched).containsExactly(true, true);
        responses.end();
        assertThat(watched).containsExactly(true, true, false);
    }

    private Wire wire() {
        return new Wire(responses, repeating(100_000));
    }

    private static PrimitiveIterator.OfInt repeating(int... numbers) {
        return new Repeating(numbers);
    }

    /** The same numbers again and again. */
    private static class Repeating implements PrimitiveIterator.OfInt {
        private final PrimitiveIterator.OfInt numbers;

        Repeating(int[] numbers) {
            this.numbers = IntStream.iterate(0, i -> (i + 1) % numbers.length)
                    .map(i -> numbers[i])
                    .iterator();
        }

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public int nextInt() {
            return numbers.nextInt();
        }
    }
}
