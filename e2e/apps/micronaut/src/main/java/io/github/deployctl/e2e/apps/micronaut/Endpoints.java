package io.github.deployctl.e2e.apps.micronaut;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** What sleeps runs on the pool for blocking calls. */
@Controller
class Endpoints {
    @Get("/fast")
    @Produces(MediaType.TEXT_PLAIN)
    String fast() {
        return ProcessHandle.current().pid() + "\n";
    }

    @Get("/slow")
    @Produces(MediaType.TEXT_PLAIN)
    @ExecuteOn(TaskExecutors.BLOCKING)
    String slow() throws InterruptedException {
        Thread.sleep(1500);
        return ProcessHandle.current().pid() + " done\n";
    }

    @Post("/echo")
    @Consumes(MediaType.ALL)
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    byte[] echo(@Body byte[] body) {
        return body;
    }
}
