package io.github.deployctl.agent.control;

import io.github.deployctl.agent.supervise.Asker;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Request;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * What of one client's comes in: artifacts, under the deadlines of an upload, and the requests to serve one, which are held to the host's policy before the app
 * is asked. For the session's thread: bytes are read, stored and checked here, and nobody else waits for that.
 */
final class Intake {
    private final Reach desk;
    private final Visit visit;
    private final InputStream in;
    private final Outbound out;
    private final Relay relay;
    private final Reception reception;

    Intake(Reach desk, Visit visit, InputStream in, Outbound out, Relay relay) {
        this.desk = desk;
        this.visit = visit;
        this.in = in;
        this.out = out;
        this.relay = relay;
        this.reception = new Reception(desk.admission(), new Sender());
    }

    void stage(Request.Stage stage) throws IOException {
        receive(() -> reception.stage(stage));
    }

    void rebuild(Request.Rebuild rebuild) throws IOException {
        receive(() -> reception.rebuild(rebuild));
    }

    void fetch(Request.Fetch fetch) throws IOException {
        receive(() -> relay.attend(() -> reception.fetch(fetch, desk.hello().version())));
    }

    void describe(Request.Describe describe) throws IOException {
        receive(() -> relay.attend(() -> reception.describe(describe)));
    }

    void deploy(Request.Deploy deploy, Asker by) throws IOException {
        if (receive(() -> relay.attend(() -> desk.admission().admit(deploy)))) {
            relay.pass(sink -> desk.app().push(deploy, by, sink));
        }
    }

    /** What was looked at is what is gone back to, whatever is pushed meanwhile. */
    void rollBack(Request.RollBack request, Asker by) throws IOException {
        Request.RollBack[] admitted = new Request.RollBack[1];
        if (receive(() -> relay.attend(() -> admitted[0] = admit(request)))) {
            relay.pass(sink -> desk.app().rollBack(admitted[0], by, sink));
        }
    }

    private Request.RollBack admit(Request.RollBack request) throws IOException, FailureException {
        try {
            return desk.admission().admit(request, desk.app()::rollbackTarget);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private interface Arriving {
        void answer() throws IOException, FailureException;
    }

    /** Returns whether it went well; if not, the client has been told. */
    private boolean receive(Arriving arriving) throws IOException {
        try {
            arriving.answer();
            return true;
        } catch (EOFException e) {
            if (!out.sayIfEndedByUs()) {
                throw e;
            }
        } catch (FailureException e) {
            out.refuse(e);
        } finally {
            desk.crowd().dealtWith(visit);
        }
        return false;
    }

    /** The client, while it sends: each part that comes puts off the deadline of the next. */
    private final class Sender implements Reception.Client {
        @Override
        public void send(Record message) throws IOException {
            out.send(message);
        }

        @Override
        public void require() throws IOException {
            relay.requireClient();
        }

        @Override
        public InputStream upload() {
            desk.crowd().receiving(visit);
            return new Upload(in, () -> desk.crowd().receiving(visit));
        }

        @Override
        public void uploaded() {
            desk.crowd().received(visit);
        }
    }
}
