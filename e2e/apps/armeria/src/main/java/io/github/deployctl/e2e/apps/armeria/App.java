package io.github.deployctl.e2e.apps.armeria;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.Server;
import java.time.Duration;

/** Armeria started from main; nothing in it blocks. */
public final class App {
    private static final long PID = ProcessHandle.current().pid();

    private App() {}

    public static void main(String[] args) {
        Server server = Server.builder()
                .http(Integer.parseInt(args[0]))
                .service("/fast", (context, request) -> HttpResponse.of(PID + "\n"))
                .service(
                        "/slow",
                        (context, request) ->
                                HttpResponse.delayed(HttpResponse.of(PID + " done\n"), Duration.ofMillis(1500)))
                .service(
                        "/echo",
                        (context, request) ->
                                HttpResponse.of(request.aggregate().thenApply(App::echo)))
                .build();
        server.closeOnJvmShutdown();
        server.start().join();
    }

    private static HttpResponse echo(AggregatedHttpRequest request) {
        return HttpResponse.of(HttpStatus.OK, MediaType.OCTET_STREAM, request.content());
    }
}
