package io.github.deployctl.e2e.matrix.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** A load that is under way, in one mode or in several at once, until {@link #stop()}. Started and stopped by one thread. */
public final class CellLoad implements AutoCloseable {
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<LoadClient> clients = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private CellLoad() {}

    /** The app as its clients know it. */
    public record Target(Protocol protocol, int port, Judge judge) {
        /** Returns a client's way to it. */
        public Asker asker(boolean keepAlive) {
            return protocol == Protocol.GRPC ? new GrpcAsker(port, keepAlive) : new HttpAsker(port, keepAlive);
        }
    }

    public static CellLoad start(Target target, Set<Mode> modes) {
        CellLoad load = new CellLoad();
        for (Mode mode : modes) {
            for (Mode.Script script : mode.scripts(target.protocol())) {
                load.add(new LoadClient(script, target.asker(script.keepAlive()), target.judge(), load.stop));
            }
        }
        return load;
    }

    private void add(LoadClient client) {
        Thread thread = new Thread(client, "load");
        thread.setDaemon(true);
        thread.start();
        clients.add(client);
        threads.add(thread);
    }

    /**
     * Lets the requests under way finish, at most the request timeout, and returns them all.
     *
     * @throws IOException when this machine could not send the load, so that there is nothing to count
     */
    public List<Asked> stop() throws IOException, InterruptedException {
        stop.countDown();
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < clients.size(); i++) {
            threads.get(i).join();
            LoadClient client = clients.get(i);
            if (client.failure() != null) {
                throw new IOException("the load client failed on this machine", client.failure());
            }
            asked.addAll(client.asked());
        }
        return asked;
    }

    /** Ends the load without waiting for its requests. */
    @Override
    public void close() {
        stop.countDown();
    }
}
