package io.github.deployctl.e2e.apps.quarkusuber;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Blocking methods, which Quarkus runs on its worker pool. */
@Path("/")
public class Endpoints {
    @GET
    @Path("fast")
    public String fast() {
        return ProcessHandle.current().pid() + "\n";
    }

    @GET
    @Path("slow")
    public String slow() throws InterruptedException {
        Thread.sleep(1500);
        return ProcessHandle.current().pid() + " done\n";
    }

    @POST
    @Path("echo")
    public byte[] echo(byte[] body) {
        return body;
    }
}
