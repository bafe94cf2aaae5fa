package io.github.deployctl.e2e.apps.dropwizard;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The paths, on Jersey. */
@Path("/")
public final class Endpoints {
    @GET
    @Path("fast")
    @Produces(MediaType.TEXT_PLAIN)
    public String fast() {
        return ProcessHandle.current().pid() + "\n";
    }

    @GET
    @Path("slow")
    @Produces(MediaType.TEXT_PLAIN)
    public String slow() throws InterruptedException {
        Thread.sleep(1500);
        return ProcessHandle.current().pid() + " done\n";
    }

    @POST
    @Path("echo")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public byte[] echo(byte[] body) {
        return body;
    }
}
