package io.github.deployctl.e2e.shop;

import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** What stays open: {@code /events} sends the version ten times a second until the client goes, {@code /socket} answers each message with the version and the message. */
@RestController
@Configuration
@EnableWebSocket
class Streams implements WebSocketConfigurer {
    private static final long EVENT_MILLIS = 100;

    private final String version = ShopController.version();
    private final ScheduledExecutorService timer = timer();

    @GetMapping("/events")
    SseEmitter events() {
        SseEmitter emitter = new SseEmitter(0L);
        var sending = timer.scheduleAtFixedRate(() -> send(emitter), 0, EVENT_MILLIS, TimeUnit.MILLISECONDS);
        emitter.onCompletion(() -> sending.cancel(false));
        emitter.onError(error -> sending.cancel(false));
        return emitter;
    }

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(
                new TextWebSocketHandler() {
                    @Override
                    protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
                        session.sendMessage(new TextMessage(version + " " + message.getPayload()));
                    }
                },
                "/socket");
    }

    private void send(SseEmitter emitter) {
        try {
            emitter.send(version);
        } catch (IOException | IllegalStateException e) {
            emitter.completeWithError(e);
        }
    }

    private static ScheduledExecutorService timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "events");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }
}
