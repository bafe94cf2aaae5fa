package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.Ports;
import io.github.deployctl.e2e.kit.Processes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Connections that the adopter does not touch: they stay on the old generation and end by the drain's deadline at the latest, in the way of their server. */
class StreamsE2eIT extends E2eHost {
    /** Long enough for what is asked meanwhile on a machine that stands still for some seconds. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void http2WebSocketAndEventsStayWithTheOldReleaseAndEndByTheDeadline() throws Exception {
        declare("--server.http2.enabled=true", "ready: {http: /actuator/health, timeout: 90s}");
        push("1.0.0");
        long old = site.agent().livePid();
        HttpClient client = HttpClient.newHttpClient();
        assertThat(client.send(request("/"), body()).version()).isEqualTo(HttpClient.Version.HTTP_2);
        Messages messages = new Messages();
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + site.port() + "/socket"), messages)
                .get(20, TimeUnit.SECONDS);
        List<String> events = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> stream = client.sendAsync(request("/events"), HttpResponse.BodyHandlers.ofLines())
                .thenAccept(response ->
                        response.body().filter(line -> !line.isEmpty()).forEach(events::add));
        await().atMost(Duration.ofSeconds(20)).until(() -> !events.isEmpty());

        CompletableFuture<Outcome> push = CompletableFuture.supplyAsync(() -> site.pushQuickly(ShopJars.of("2.0.0")));
        await().atMost(Duration.ofSeconds(90)).until(() -> site.page("/").equals("demo 2.0.0"));
        int seen = events.size();
        socket.sendText("still there?", true).get(10, TimeUnit.SECONDS);
        await().atMost(PATIENCE).until(() -> messages.texts.contains("1.0.0 still there?"));
        await().atMost(PATIENCE).until(() -> events.size() > seen);
        assertThat(client.send(request("/slow?millis=1000"), body()).body()).isEqualTo("demo 1.0.0\n".repeat(10));

        assertThat(push.get(60, TimeUnit.SECONDS).exit()).isZero();
        await().atMost(DRAIN.plusSeconds(30)).until(() -> !Processes.isAlive(old));
        // Tomcat ends a WebSocket without a close frame, which the client shows as 1006 (RFC 6455, 7.4.1).
        assertThat(messages.closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1006);
        await().atMost(PATIENCE).until(stream::isDone);
        assertThat(events).containsOnly("data:1.0.0");
        // Its connection was ended with GOAWAY, so the client opens another.
        assertThat(client.send(request("/"), body()).body()).isEqualTo("demo 2.0.0");
    }

    @Test
    void tlsIsServedUntouchedBesideAPlainManagementPort() throws Exception {
        int management = Ports.free();
        TlsIdentity identity = TlsIdentity.make(site.folder());
        declare(
                identity.arguments() + ", --management.server.port=" + management
                        + ", --management.server.ssl.enabled=false, --management.server.address=127.0.0.1",
                "ready: {http: {path: /actuator/health, listener: management}, timeout: 90s}\n"
                        + "listeners: {https: \"127.0.0.1:" + site.port() + "\", management: \"127.0.0.1:" + management
                        + "\"}");
        push("1.0.0");
        HttpClient client = identity.client();
        URI home = URI.create("https://127.0.0.1:" + site.port() + "/");
        assertThat(get(client, home)).isEqualTo("demo 1.0.0");
        CompletableFuture<Outcome> push = CompletableFuture.supplyAsync(() -> site.pushQuickly(ShopJars.of("2.0.0")));
        // One client, one kept connection: it may be answered by either release, but never with anything else.
        List<String> answers = new CopyOnWriteArrayList<>();
        while (!push.isDone()) {
            answers.add(get(client, home));
        }
        assertThat(push.get().exit()).as(push.get().all()).isZero();
        assertThat(answers).isSubsetOf("demo 1.0.0", "demo 2.0.0").contains("demo 1.0.0");
        assertThat(get(identity.client(), home)).isEqualTo("demo 2.0.0");
        assertThat(get(client, URI.create("http://127.0.0.1:" + management + "/actuator/health")))
                .contains("UP");
    }

    private void declare(String arguments, String more) throws Exception {
        site.declare("java: {options: [" + ShopJars.OPTIONS + "], args: [--server.port=" + site.port()
                + ", --server.address=127.0.0.1, " + arguments + "]}\n"
                + "drain: {timeout: " + DRAIN.toSeconds() + "s}\n" + "stop: {timeout: 15s}\n" + more);
    }

    private void push(String version) {
        Outcome push = site.pushQuickly(ShopJars.of(version));
        assertThat(push.exit()).as(push.all()).isZero();
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + path))
                .timeout(Duration.ofSeconds(60))
                .build();
    }

    private static String get(HttpClient client, URI uri) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(uri)
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        body())
                .body();
    }

    private static HttpResponse.BodyHandler<String> body() {
        return HttpResponse.BodyHandlers.ofString();
    }

    /** What came over the WebSocket, and the status it was closed with. */
    private static final class Messages implements WebSocket.Listener {
        final List<String> texts = new CopyOnWriteArrayList<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            texts.add(text.toString());
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed.complete(status);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.completeExceptionally(error);
        }
    }
}
