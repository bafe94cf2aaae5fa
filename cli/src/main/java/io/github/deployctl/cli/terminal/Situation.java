package io.github.deployctl.cli.terminal;

import io.github.deployctl.common.failure.Failure;
import java.util.Optional;
import java.util.function.Consumer;

/** One sentence that says what is true on the hosts if the process ends now. Written by the working thread, read by the one that ends the process. */
public final class Situation {
    private static final String STATUS = "deployctl status";

    private volatile String sentence = "";
    private volatile String next = STATUS;
    private volatile Runnable lastWork = () -> {};
    private volatile Runnable putBack = () -> {};
    private volatile Optional<Consumer<Failure>> teller = Optional.empty();
    private volatile Runnable clearing = () -> {};
    private volatile boolean asking;
    private volatile boolean told;
    private volatile Optional<Situation> within = Optional.empty();

    /** Replaces the sentence; empty means that nothing has been begun. */
    public void is(String now) {
        is(now, STATUS);
    }

    /** Replaces the sentence, and what is to be tried then. */
    public void is(String now, String tried) {
        next = tried;
        sentence = now;
    }

    /** One command after the other runs in this process, and what is true is now what {@code command} says; nothing ends that. */
    public void isThatOf(Optional<Situation> command) {
        within = command;
    }

    /** Returns what is to be tried when the process was ended. */
    public String next() {
        return within.map(Situation::next).orElse(next);
    }

    /**
     * Has {@code work} done when the process is ended by a signal, before it is gone. It runs in a thread of its own, beside the one that was interrupted.
     *
     * @return what was to be done until now, and is no longer
     */
    public Runnable whenInterrupted(Runnable work) {
        Runnable before = lastWork;
        lastWork = work;
        return before;
    }

    /** Has the terminal put back to what it was, should the process be ended by a signal meanwhile; replaces what was to be put back. */
    void putBackWhenInterrupted(Runnable work) {
        putBack = work;
    }

    /** Says whether somebody is being asked something, which nothing may be written over. */
    void isAsking(boolean now) {
        asking = now;
    }

    boolean isAsking() {
        return asking;
    }

    /** Does what is to be done before the process is gone. */
    public void leave() {
        within.ifPresent(Situation::leave);
        putBack.run();
        lastWork.run();
    }

    /** Something is on the terminal that {@code clear} takes away until it is drawn again. */
    void lives(Runnable clear) {
        clearing = clear;
    }

    /** Takes away what lives on the terminal, so that something can be written in its place. */
    void clear() {
        clearing.run();
    }

    /** Has an interruption told to a program, by {@code document}, and not to a person. */
    void isToldBy(Consumer<Failure> document) {
        teller = Optional.of(document);
    }

    /** Returns who tells a program of the interruption, or nothing. From now on nobody else tells of an end. */
    public Optional<Consumer<Failure>> tell() {
        Optional<Situation> command = within;
        if (command.isPresent()) {
            return command.get().tell();
        }
        told = true;
        clearing.run();
        return teller;
    }

    /** Returns whether the end of the process is being told, so that no other end may be. */
    boolean isTold() {
        return told;
    }

    /** Returns the sentence, or nothing. */
    public String now() {
        return within.map(Situation::now).orElse(sentence);
    }
}
