package io.github.deployctl.adopter.asked;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
    @Test
    void queryIsNoPartOfIt() {
        assertThat(in("GET /search?q=secret&token=abc HTTP/1.1\r\nHost: x\r\n")).isEqualTo("/search");
        assertThat(in("GET / HTTP/1.0\r\n")).isEqualTo("/");
        assertThat(in("GET /api/orders/7 HTTP/1.1\r\n")).isEqualTo("/api/orders/7");
    }

    @Test
    void bytesBeforeThePositionAreNotLookedAt() {
        ByteBuffer bytes = ByteBuffer.wrap("xxGET /a HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
        bytes.position(2);
        assertThat(RequestPath.in(bytes)).isEqualTo("/a");
        assertThat(bytes.position()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET",
                "GET ",
                "GET /",
                "GET / ",
                "GET / HTTP/",
                "POST / HTTP/1.1\r\n",
                "HEAD / HTTP/1.1\r\n",
                "GET http://x/ HTTP/1.1\r\n",
                "GET * HTTP/1.1\r\n",
                "GET /a b HTTP/1.1\r\n",
                "GET /\u0001 HTTP/1.1\r\n",
                "PRI * HTTP/2.0\r\n",
                "\u0016\u0003\u0001\u0002"
            })
    void whatIsNoWholeRequestForAPathIsNone(String bytes) {
        assertThat(in(bytes)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/shop;jsessionid=1A2B",
                "/shop%3Bjsessionid=1A2B",
                "/users/anna@example.com",
                "/users/anna%40example.com",
                "/reset/123e4567-e89b-12d3-a456-426614174000",
                "/verify/eyJhbGciOiJIUzI1NiJ9.e30",
                "/s/0123456789abcdef01234567/x"
            })
    void whatMayBeOneUsersAloneIsNotKept(String path) {
        assertThat(in("GET " + path + " HTTP/1.1\r\n")).isNull();
    }

    @Test
    void lengthIsLimited() {
        String path = "/" + "a/".repeat((RequestPath.LONGEST - 1) / 2) + "a";
        assertThat(path).hasSize(RequestPath.LONGEST);
        assertThat(in("GET " + path + " HTTP/1.1\r\n")).isEqualTo(path);
        assertThat(in("GET " + path + "b HTTP/1.1\r\n")).isNull();
        assertThat(in("GET /a?" + "q".repeat(4000) + " HTTP/1.1\r\n")).isEqualTo("/a");
    }

    private static @Nullable String in(String bytes) {
        return RequestPath.in(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
