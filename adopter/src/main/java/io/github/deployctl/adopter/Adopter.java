package io.github.deployctl.adopter;

import io.github.deployctl.adopter.control.Commands;
import io.github.deployctl.adopter.control.ControlChannel;
import io.github.deployctl.adopter.control.Identity;
import io.github.deployctl.adopter.control.Outbox;
import io.github.deployctl.adopter.drain.Responses;
import io.github.deployctl.adopter.hook.HookClass;
import io.github.deployctl.adopter.hook.HookFailure;
import io.github.deployctl.adopter.hook.HookSwitches;
import io.github.deployctl.adopter.hook.JdkInternals;
import io.github.deployctl.adopter.listener.Adoption;
import io.github.deployctl.adopter.listener.AdoptionEvents;
import io.github.deployctl.adopter.listener.PrivilegedBind;
import io.github.deployctl.adopter.listener.Serving;
import io.github.deployctl.adopter.transport.TransportNotice;
import java.io.IOException;
import java.lang.instrument.Instrumentation;

/** The parts, put together: what happens to listeners is told to the hook class and to the agent, commands go to both sides. */
final class Adopter implements AdoptionEvents, Commands {
    private final Outbox outbox = new Outbox();
    private final HookSwitches switches;
    private final Adoption adoption;
    private final Responses responses;
    private final TransportNotice notice;

    private Adopter(HookSwitches switches, JdkInternals internals, Environment environment, TransportNotice notice) {
        this.switches = switches;
        this.notice = notice;
        this.adoption = Adoption.of(environment.listeners(), internals, this);
        this.responses = new Responses(new ListenerConnections(internals, environment.listeners()), switches);
    }

    /** Patches the JVM. On failure it must not go on to serve: some methods may be patched. */
    static Adopter install(Instrumentation instrumentation, Environment environment, TransportNotice notice)
            throws HookFailure {
        HookClass hook = HookClass.define(instrumentation);
        Adopter adopter = new Adopter(hook.switches(), new JdkInternals(hook), environment, notice);
        hook.onListening(new PrivilegedBind(adopter.adoption), adopter.adoption, adopter.adoption);
        hook.onConnections(adopter.responses, adopter.responses, adopter.responses);
        hook.install();
        return adopter;
    }

    /** Starts the conversation with the agent. */
    void start(Environment environment, Identity identity) {
        ControlChannel.Work work = new ControlChannel.Work(adoption, this, notice);
        ControlChannel channel = new ControlChannel(environment.socket(), identity, outbox, work);
        // No thread locals of the app's first thread, and no class loader of the app.
        Thread thread = new Thread(null, channel, "deployctl-adopter", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    @Override
    public void adopted(int[] fds) {
        switches.adopted(fds);
    }

    @Override
    public void bound(String name) {
        notice.look();
        outbox.add("bound " + name);
    }

    @Override
    public void undeclared(String host, int port) {
        outbox.keep("undeclared " + host + " " + port);
    }

    @Override
    public void failed(String reason) {
        System.err.println("deployctl-adopter: " + reason);
    }

    @Override
    public void live() throws IOException {
        adoption.serve(Serving.PUBLIC);
        responses.end();
    }

    @Override
    public void drain() throws IOException {
        adoption.serve(Serving.PRIVATE);
        responses.begin();
    }
}
