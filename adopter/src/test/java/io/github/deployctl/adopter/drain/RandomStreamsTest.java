package io.github.deployctl.adopter.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Conversations put together by chance, always the same ones, cut at random places in both directions. */
class RandomStreamsTest {
    private static final int CONVERSATIONS = 3000;
    private static final String LOOKS_LIKE_A_RESPONSE =
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 204 x\r\n\r\n";
    private static final String LOOKS_LIKE_A_REQUEST =
            "GET / HTTP/1.1\r\n\r\nPOST / HTTP/1.1\r\nContent-Length: 1\r\n\r\n";

    private final Random random = new Random(20260101);
    private final Responses responses = new Responses(new SocketsDouble(), on -> {});

    /** A request and its answer in its parts. */
    private record Exchange(String request, String interim, String head, String body) {
        String answer() {
            return interim + head + body;
        }
    }

    @Test
    void clientParsesTheSameButForOneHeaderInTheLastAnswerOfTheFirstBatch() {
        responses.begin();
        for (int i = 0; i < CONVERSATIONS; i++) {
            Wire wire = new Wire(responses, random.ints(0, 120).iterator());
            // A response that was under way when the drain began, and looks like one that begins.
            String inFlight = LOOKS_LIKE_A_RESPONSE.repeat(random.nextInt(3));
            writeInPieces(wire, inFlight);
            List<Exchange> told = batch();
            List<Exchange> after = batch();
            converse(wire, told);
            converse(wire, after);

            assertThat(wire.sent()).startsWith(inFlight);
            Client client = new Client(wire.sent().substring(inFlight.length()));
            told.subList(0, told.size() - 1).forEach(exchange -> checkAnswer(client, exchange, 0));
            checkAnswer(client, told.get(told.size() - 1), 1);
            after.forEach(exchange -> checkAnswer(client, exchange, 0));
            assertThat(client.hasMore()).isFalse();
        }
    }

    private void converse(Wire wire, List<Exchange> batch) {
        StringBuilder requests = new StringBuilder();
        StringBuilder answers = new StringBuilder();
        for (Exchange exchange : batch) {
            requests.append(exchange.request());
            answers.append(exchange.answer());
        }
        readInPieces(wire, requests.toString());
        writeInPieces(wire, answers.toString());
    }

    private static void checkAnswer(Client client, Exchange exchange, long closes) {
        boolean isForHead = exchange.request().startsWith("HEAD");
        Client original = new Client(exchange.answer());
        while (original.hasMore()) {
            Client.Message message = client.next(isForHead);
            assertThat(message.withoutConnection())
                    .isEqualTo(original.next(isForHead).withoutConnection());
            assertThat(message.closes()).isEqualTo(original.hasMore() ? 0 : closes);
        }
    }

    private List<Exchange> batch() {
        List<Exchange> batch = new ArrayList<>();
        int size = random.nextInt(3) == 0 ? 1 + random.nextInt(5) : 1;
        for (int i = 0; i < size; i++) {
            batch.add(exchange());
        }
        return batch;
    }

    private Exchange exchange() {
        String interim = random.nextInt(4) == 0 ? "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" : "";
        String more = random.nextInt(4) == 0 ? "Connection: keep-alive\r\n" : "X-Id: " + random.nextInt() + "\r\n";
        switch (random.nextInt(5)) {
            case 0 -> {
                return new Exchange("HEAD / HTTP/1.1\r\n\r\n", interim, head(200, more + "Content-Length: 9\r\n"), "");
            }
            case 1 -> {
                int code = random.nextBoolean() ? 204 : 304;
                return new Exchange(chunked("PUT / HTTP/1.1\r\n", LOOKS_LIKE_A_REQUEST), interim, head(code, more), "");
            }
            case 2 -> {
                String body = chunked("", LOOKS_LIKE_A_RESPONSE);
                return new Exchange(
                        "GET / HTTP/1.1\r\n\r\n", interim, head(200, more + "Transfer-Encoding: chunked\r\n"), body);
            }
            default -> {
                String request = "POST / HTTP/1.1\r\nContent-Length: " + LOOKS_LIKE_A_REQUEST.length() + "\r\n\r\n";
                String body = random.nextBoolean() ? LOOKS_LIKE_A_RESPONSE : "";
                return new Exchange(
                        request + LOOKS_LIKE_A_REQUEST,
                        interim,
                        head(200, more + "Content-Length: " + body.length() + "\r\n"),
                        body);
            }
        }
    }

    private static String head(int code, String fields) {
        return "HTTP/1.1 " + code + " x\r\n" + fields + "\r\n";
    }

    private String chunked(String startLine, String text) {
        StringBuilder body = new StringBuilder(startLine);
        if (!startLine.isEmpty()) {
            body.append("Transfer-Encoding: chunked\r\n\r\n");
        }
        int begin = 0;
        while (begin < text.length()) {
            int end = Math.min(text.length(), begin + 1 + random.nextInt(60));
            body.append(Integer.toHexString(end - begin)).append("\r\n");
            body.append(text, begin, end).append("\r\n");
            begin = end;
        }
        return body.append("0\r\n\r\n").toString();
    }

    private void readInPieces(Wire wire, String text) {
        int begin = 0;
        while (begin < text.length()) {
            int end = Math.min(text.length(), begin + 1 + random.nextInt(80));
            wire.read(text.substring(begin, end), 1 + random.nextInt(40));
            begin = end;
        }
    }

    private void writeInPieces(Wire wire, String text) {
        int begin = 0;
        while (begin < text.length()) {
            int end = Math.min(text.length(), begin + 1 + random.nextInt(200));
            ByteBuffer[] source = Wire.buffers(text.substring(begin, end), 1 + random.nextInt(60));
            while (Wire.remaining(source) > 0) {
                wire.writeOnce(source);
            }
            begin = end;
        }
    }
}
