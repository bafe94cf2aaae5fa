package io.github.deployctl.adopter;

import io.github.deployctl.adopter.control.Commands;
import io.github.deployctl.adopter.control.ControlChannel;
import io.github.deployctl.adopter.control.Lines;
import io.github.deployctl.adopter.control.Outbox;
import io.github.deployctl.adopter.drain.Rehearsal;
import io.github.deployctl.adopter.hook.HookClass;
import io.github.deployctl.adopter.hook.HookFailure;
import io.github.deployctl.adopter.hook.HookSwitches;
import io.github.deployctl.adopter.hook.JdkInternals;
import io.github.deployctl.adopter.listener.Adoption;
import io.github.deployctl.adopter.listener.AdoptionEvents;
import io.github.deployctl.adopter.listener.Listeners;
import io.github.deployctl.adopter.listener.PrivilegedBind;
import io.github.deployctl.adopter.listener.Serving;
import io.github.deployctl.adopter.transport.TransportNotice;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The parts, put together: what happens to listeners is told to the hook class and to the agent, commands go to both sides.
 *
 * <p>Only what a bind comes through is patched before the app's main; the rest follows on the adopter's thread while the app starts.
 */
final class Adopter implements AdoptionEvents, Commands, Runnable {
    private final HookClass hook;
    private final Outbox outbox = new Outbox();
    private final HookSwitches switches;
    private final Adoption adoption;
    private final Traffic traffic;
    private final TransportNotice notice;
    private final BindGate gate;
    private final Refusal refusal;
    private final Instrumentation instrumentation;

    private Adopter(Instrumentation instrumentation, HookClass hook, Refusal refusal, TransportNotice notice)
            throws HookFailure {
        JdkInternals internals = new JdkInternals(hook);
        this.instrumentation = instrumentation;
        this.hook = hook;
        this.switches = hook.switches();
        this.notice = notice;
        this.refusal = refusal;
        Listeners listeners = refusal.environment().listeners();
        this.adoption = Adoption.of(listeners, internals, this);
        this.traffic = new Traffic(
                new ListenerConnections(internals, listeners),
                switches,
                refusal.environment().recordsPaths());
        this.gate = new BindGate(new PrivilegedBind(adoption));
    }

    /** Patches what the app binds through. On failure the JVM must not go on to serve: some methods may be patched. */
    static Adopter install(Instrumentation instrumentation, Refusal refusal, TransportNotice notice)
            throws HookFailure {
        HookClass hook = HookClass.define(instrumentation);
        Adopter adopter = new Adopter(instrumentation, hook, refusal, notice);
        hook.onListening(adopter.gate, adopter.adoption, adopter.adoption);
        hook.onConnections(adopter.traffic, adopter.traffic, adopter.traffic);
        hook.installBind();
        return adopter;
    }

    /** Starts the adopter's thread. */
    void start() {
        // No thread locals of the app's first thread, and no class loader of the app.
        Thread thread = new Thread(null, this, "deployctl-adopter", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    /** Puts the other patches in, lets the app bind, and talks with the agent for as long as the JVM lives. */
    @Override
    public void run() {
        try {
            hook.installRest();
        } catch (HookFailure e) {
            refusal.end(Lines.flatten(e));
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            // Whatever it was: the gate is shut, and the app would wait behind it without a word.
            refusal.end("the JDK cannot be patched: " + e);
        }
        gate.open();
        rehearse();
        ControlChannel.Work work = new ControlChannel.Work(adoption, this, notice);
        new ControlChannel(refusal.environment().socket(), refusal.identity(), outbox, work).run();
    }

    /** The agent waits for the adopter's word; a drain that is slower for want of this does no harm. */
    private static void rehearse() {
        try {
            Rehearsal.play();
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            AdopterAgent.say("the drain could not be rehearsed: " + e);
        }
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
        switches.parked(false);
        traffic.live();
    }

    @Override
    public void drain() throws IOException {
        adoption.serve(Serving.PRIVATE);
        switches.parked(true);
        traffic.drain();
    }

    @Override
    public void paths() {
        traffic.recorded().forEach(words -> outbox.add("path " + words));
    }

    @Override
    public void collect() {
        System.gc();
    }

    @Override
    public void classes() throws IOException {
        @Nullable Path list = refusal.environment().classList();
        if (list == null) {
            throw new IOException("the environment names no file for the list of classes");
        }
        new LoadedClasses(instrumentation, list).write();
    }
}
