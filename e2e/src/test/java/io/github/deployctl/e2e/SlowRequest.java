package io.github.deployctl.e2e;

import io.github.deployctl.e2e.kit.Page;
import io.github.deployctl.e2e.kit.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A request that takes its time, on a thread of its own. */
final class SlowRequest {
    private static final String TOLD = "told-to-finish";
    private static final int PATIENCE_SECONDS = 60;

    private final CompletableFuture<String> body = new CompletableFuture<>();
    private final CompletableFuture<Boolean> begun = new CompletableFuture<>();

    private SlowRequest() {}

    /** Asks for an answer that is so long under way, and waits until its first byte has come. */
    static SlowRequest start(int port, Duration length) throws Exception {
        return ask(port, "/slow?millis=" + length.toMillis());
    }

    /** Asks for one that comes line by line until {@link #finish} is called, for the first time at this site, or for a minute. */
    static SlowRequest start(Site site) throws Exception {
        return ask(site.port(), "/until?" + TOLD);
    }

    /** Has the answer end whole that {@link #start(Site)} has asked for. */
    static void finish(Site site) throws IOException {
        Files.createFile(work(site).resolve(TOLD));
    }

    private static Path work(Site site) {
        return site.agent().stateFolder().resolve("work");
    }

    private static SlowRequest ask(int port, String path) throws Exception {
        SlowRequest request = new SlowRequest();
        Thread thread = new Thread(
                () -> {
                    try {
                        request.body.complete(Page.get("127.0.0.1", port, path, () -> request.begun.complete(true)));
                    } catch (Exception e) {
                        request.begun.completeExceptionally(e);
                        request.body.completeExceptionally(e);
                    }
                },
                "slow-request");
        thread.setDaemon(true);
        thread.start();
        request.begun.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return request;
    }

    /** The whole body. */
    String body() throws Exception {
        return body.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
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
