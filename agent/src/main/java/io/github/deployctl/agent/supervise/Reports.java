package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.adoption.AdoptionListener;
import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.launch.Candidate;
import io.github.deployctl.agent.supervise.Suggestion.Place;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Event;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * What comes back from candidates, adopters and drains: told to whoever waits, and turned into a transition. For the owner thread, except for what adopters
 * say, which is posted to it.
 */
final class Reports implements Trials.Jury, Traffic.Witness, AdoptionListener {
    private final Board board;
    private final Operations operations;
    private final Proofs proofs;
    private final Looks looks;

    Reports(Board board, Operations operations, Proofs proofs, Looks looks) {
        this.looks = looks;
        this.board = board;
        this.operations = operations;
        this.proofs = proofs;
    }

    Proofs proofs() {
        return proofs;
    }

    @Override
    public void launched(Candidate candidate) {
        long number = candidate.number();
        board.passed("launched");
        var process = candidate.running().process();
        board.log("generation " + number + " of " + candidate.release().id() + " started as " + process);
        board.watch(number, candidate.running());
        candidate.own().ifPresent(own -> board.answersAt(number, own));
        operations
                .of(number)
                .ifPresent(o ->
                        o.tell(new Event.Launched(number, candidate.release().id(), process.pid())));
    }

    @Override
    public void bound(long number, long millis) {
        board.passed("bound");
        operations.of(number).ifPresent(o -> o.tell(new Event.Bound(number, millis)));
    }

    @Override
    public void ready(long number, long millis) {
        board.passed("ready");
        operations.of(number).ifPresent(o -> {
            o.ready(millis);
            o.tell(new Event.Ready(number, millis));
        });
        board.apply(now -> now.ready(number));
    }

    @Override
    public void warmed(Event.Warmed event) {
        operations.of(event.generation()).ifPresent(o -> o.tell(event));
    }

    @Override
    public void remark(long number, String what) {
        operations.of(number).ifPresent(o -> o.tell(new Event.Note(what)));
    }

    @Override
    public void refused(long number, Failure why) {
        board.passed("refused");
        Failure explained = explain(number, why);
        board.log(explained.message());
        operations.blame(number, explained);
        board.apply(now -> now.refused(number));
    }

    @Override
    public void moved(long number, long begun) {
        board.passed("moved");
        long now = board.nanos();
        proofs.moved(number);
        long old = board.now().live().map(Generation::number).orElse(0L);
        operations.of(number).ifPresent(o -> {
            long millis = Duration.ofNanos(now - o.moveSince(begun)).toMillis();
            o.moved(millis, old);
            o.tell(new Event.Live(number, millis));
            // With an older one beside it the two are compared, which says it better.
            if (old == 0) {
                looks.warnings(number).forEach(text -> o.tell(new Event.Note(text)));
            }
        });
    }

    @Override
    public void notMoved(long number, String how) {
        operations.blame(
                number,
                Failure.of(FailureCode.NOT_DEPLOYED, "candidate " + number + " " + how)
                        .hint("push again; if it repeats, the JVM stands still: look at its memory and the host's")
                        .evidence(looks.lastWords(number)));
    }

    @Override
    public void draining(Event.Draining event) {
        board.passed("draining");
        operations.draining(event);
    }

    @Override
    public void drained(Event.Drained event) {
        board.passed("drained");
        operations.drained(event);
    }

    /** A generation that stood by is ended before its time, and {@code what} says why. */
    void endsEarly(Generation standby, String what) {
        board.say(what);
        operations.recordByAgent("standby", board.now(), what);
    }

    @Override
    public Supplier<List<String>> comparison(long old) {
        return looks.comparison(old);
    }

    @Override
    public void compared(long old, List<String> differences) {
        differences.forEach(text -> {
            board.log(text);
            operations.note(old, text);
        });
    }

    @Override
    public void bound(long number, String name, long pid) {
        board.log("generation " + number + " holds listener " + name);
        board.passed("held");
        looks.process(pid).ifPresent(jvm -> board.post(() -> board.heldBy(number, jvm)));
    }

    @Override
    public void undeclared(long number, String host, int port) {
        Place place = new Place(host, port);
        board.log("generation " + number + " is about to listen on " + place + ", which no listener declares");
        looks.undeclared(number, place);
    }

    /** Returns why a generation failed, with what was seen that explains it. */
    Failure explain(long number, Failure why) {
        return looks.explain(number, why);
    }

    @Override
    public void adoptionFailed(long number, String reason) {
        Failure why =
                Failure.of(FailureCode.NOT_DEPLOYED, "candidate " + number + " cannot adopt its listeners: " + reason);
        board.post(() -> refused(number, why));
    }

    @Override
    public void ignored(String what) {
        board.log("ignored: " + what);
    }
}
