package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.cli.demo.load.LoadResult;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.Page;
import io.github.deployctl.e2e.kit.Ports;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses are listened on, and what a push does to them. */
class SeveralListenersE2eIT extends E2eHost {
    private static final int CONNECT_MILLIS = 5_000;

    @Test
    void listenersThatAPushAddsMovesAndRemovesDoNotDisturbTheOthers() throws Exception {
        int first = freeBeside(site.port());
        int second = freeBeside(first);
        push("1.0.0", "");
        Load load = load();

        push("2.0.0", also(first));
        assertThat(Page.get(first, "/")).isEqualTo("also 2.0.0");
        push("3.0.0", also(second));
        assertThat(Page.get(second, "/")).isEqualTo("also 3.0.0");
        await().atMost(Duration.ofSeconds(20)).until(() -> isRefused("127.0.0.1", first));
        Outcome back = site.quickly("rollback");
        assertThat(back.exit()).as(back.all()).isZero();
        assertThat(Page.get(first, "/")).isEqualTo("also 2.0.0");
        push("4.0.0", "");
        await().atMost(Duration.ofSeconds(20)).until(() -> isRefused("127.0.0.1", first));

        LoadResult result = load.stop();
        assertThat(result.lossDetails(10)).isEmpty();
        assertThat(result.answers()).contains("demo 1.0.0", "demo 2.0.0", "demo 3.0.0", "demo 4.0.0");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:PORT, 127.0.0.1, true, false",
        "[::1]:PORT, ::1, false, true",
        "PORT, ::, true, true",
        "PORT, 0.0.0.0, true, true"
    })
    void anAddressIsReachedByTheFamiliesThatItSays(String listen, String bound, boolean v4, boolean v6)
            throws Exception {
        site.declare("listeners: {http: \"" + listen.replace("PORT", Integer.toString(site.port())) + "\"}\n"
                + "java: {args: [\"--port=" + site.port() + "\", \"--host=" + bound + "\"]}");
        for (String version : new String[] {"1.0.0", "2.0.0"}) {
            Outcome push = site.pushQuickly(jars.good(version));
            assertThat(push.exit()).as(push.all()).isZero();
            assertThat(isRefused("127.0.0.1", site.port())).isEqualTo(!v4);
            assertThat(isRefused("::1", site.port())).isEqualTo(!v6);
        }
    }

    private void push(String version, String also) throws IOException {
        String arguments = also.isEmpty() ? "" : ", \"--also=" + also + "\"";
        String listener = also.isEmpty() ? "" : ", also: \"127.0.0.1:" + also + "\"";
        site.declare("java: {args: [\"--port=" + site.port() + "\"" + arguments + "]}\n"
                + "listeners: {http: \"127.0.0.1:" + site.port() + "\"" + listener + "}");
        Outcome push = site.pushQuickly(jars.good(version));
        assertThat(push.exit()).as(push.all()).isZero();
        assertThat(site.page("/")).isEqualTo("demo " + version);
    }

    private static String also(int port) {
        return Integer.toString(port);
    }

    private static int freeBeside(int taken) {
        int port = Ports.free();
        return port == taken || port == taken + 1 ? freeBeside(taken) : port;
    }

    private static boolean isRefused(String host, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            return false;
        } catch (ConnectException e) {
            return true;
        }
    }
}
