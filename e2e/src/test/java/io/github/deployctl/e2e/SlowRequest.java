package io.github.deployctl.e2e;

import static org.awaitility.Awaitility.await;

import io.github.deployctl.e2e.kit.Page;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A request that takes its time, on a thread of its own. */
final class SlowRequest {
    private final CompletableFuture<String> body = new CompletableFuture<>();

    private SlowRequest() {}

    /** Asks for {@code /slow} and waits until the request is surely under way. */
    static SlowRequest start(int port, Duration length) {
        SlowRequest request = new SlowRequest();
        Thread thread = new Thread(
                () -> {
                    try {
                        request.body.complete(Page.get(port, "/slow?millis=" + length.toMillis()));
                    } catch (Exception e) {
                        request.body.completeExceptionally(e);
                    }
                },
                "slow-request");
        thread.setDaemon(true);
        thread.start();
        await().pollDelay(Duration.ofMillis(300)).until(thread::isAlive);
        return request;
    }

    /** The whole body. */
    String body() throws Exception {
        return body.get(60, TimeUnit.SECONDS);
    }

    /** Whether it has not ended yet. */
    boolean isUnderWay() {
        return !body.isDone();
    }

    /** Whether it ended without its whole body. */
    boolean isCut() throws Exception {
        try {
            body();
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }
}
