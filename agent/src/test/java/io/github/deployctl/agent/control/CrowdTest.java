package io.github.deployctl.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.supervise.Loop;
import io.github.deployctl.common.protocol.Frames;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrowdTest {
    private static final Crowd.Limits LIMITS = new Crowd.Limits(
            Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(20), 3, 2);

    private final Hand hand = new Hand();
    private final Crowd crowd = new Crowd(hand, LIMITS);

    /** A clock that is moved by hand. */
    private static final class Hand implements Loop {
        private long nanos = Duration.ofHours(3).toNanos();
        private List<Runnable> due = new ArrayList<>();

        @Override
        public void post(Runnable task) {
            task.run();
        }

        @Override
        public void after(Duration delay, Runnable task) {
            due.add(task);
        }

        @Override
        public long nanos() {
            return nanos;
        }

        void pass(Duration time) {
            nanos += time.toNanos();
            List<Runnable> now = due;
            due = new ArrayList<>();
            now.forEach(Runnable::run);
        }
    }

    private Visit enter(String user) {
        return crowd.enter(user, () -> {});
    }

    @Test
    void howeverManyCameAndWentThereIsOneLookAtATime() {
        for (int i = 0; i < 5; i++) {
            crowd.leave(enter("ann"));
        }
        enter("ann");
        assertThat(hand.due).hasSize(1);

        hand.pass(Duration.ofSeconds(1));
        assertThat(hand.due).hasSize(1);
    }

    @Test
    void whoSaysNothingIsToldToGo() {
        Visit silent = enter("ann");
        hand.pass(Duration.ofSeconds(10));
        assertThat(silent.ending()).isNull();

        hand.pass(Duration.ofMillis(1));
        assertThat(silent.ending()).contains("10s").contains("request.timeout");
    }

    @Test
    void whoWasHungUpOnAndTakesNothingIsCutOffAndWhoTakesItSlowlyIsNot() {
        List<String> cut = new ArrayList<>();
        Visit stuck = holding("stuck", cut);
        Visit slow = holding("slow", cut);
        crowd.writing(stuck);
        crowd.writing(slow);
        hand.pass(Duration.ofSeconds(21));
        assertThat(stuck.ending()).contains("lease.timeout");
        assertThat(cut).as("there is a last word to say").isEmpty();

        hand.pass(Duration.ofSeconds(4));
        crowd.written(slow);
        crowd.writing(slow);
        hand.pass(Duration.ofSeconds(2));

        assertThat(cut).containsExactly("stuck");
    }

    private Visit holding(String user, List<String> cut) {
        Visit visit = crowd.enter(user, new Visit.HangUp() {
            @Override
            public void now() {}

            @Override
            public void cut() {
                cut.add(user);
            }
        });
        crowd.begin(visit);
        crowd.hold(visit);
        return visit;
    }

    @Test
    void aRequestThatTakesLongIsWaitedFor() {
        Visit pushing = enter("ann");
        assertThat(crowd.begin(pushing)).isTrue();
        hand.pass(Duration.ofDays(1));
        assertThat(pushing.ending()).isNull();

        crowd.rest(pushing);
        hand.pass(Duration.ofSeconds(61));
        assertThat(pushing.ending()).isNotNull();
    }

    @Test
    void whoHoldsALeaseMayThinkAsLongAsItIsHeardOf() {
        Visit holder = enter("ann");
        crowd.begin(holder);
        crowd.hold(holder);
        crowd.rest(holder);
        for (int i = 0; i < 100; i++) {
            hand.pass(Duration.ofSeconds(19));
            crowd.heard(holder);
        }
        assertThat(holder.ending()).isNull();

        hand.pass(Duration.ofSeconds(21));
        assertThat(holder.ending()).contains("20s").contains("lease.timeout");
    }

    @Test
    void whoHoldsALeaseNeedNotBeHeardOfWhileWhatItSentIsDealtWith() {
        Visit holder = enter("ann");
        crowd.begin(holder);
        crowd.hold(holder);
        crowd.receiving(holder);
        crowd.received(holder);
        hand.pass(Duration.ofMinutes(5));
        assertThat(holder.ending()).isNull();

        crowd.dealtWith(holder);
        hand.pass(Duration.ofSeconds(19));
        assertThat(holder.ending()).isNull();
        hand.pass(Duration.ofSeconds(2));
        assertThat(holder.ending()).contains("lease.timeout");
    }

    @Test
    void anUploadThatStandsStillEndsAndASlowOneDoesNot() {
        Visit slow = enter("ann");
        crowd.begin(slow);
        for (int i = 0; i < 100; i++) {
            crowd.receiving(slow);
            hand.pass(Duration.ofSeconds(29));
        }
        assertThat(slow.ending()).isNull();

        hand.pass(Duration.ofSeconds(29));
        assertThat(slow.ending()).contains("upload.stall");
    }

    @Test
    void aNewcomerTakesThePlaceOfTheOneThatWasIdleTheLongest() {
        Visit busy = enter("ann");
        crowd.begin(busy);
        Visit idle = enter("ann");
        hand.pass(Duration.ofSeconds(1));
        Visit idleToo = enter("ann");
        Visit other = enter("bob");
        Visit newcomer = enter("ann");

        assertThat(idle.ending()).contains("ann");
        assertThat(List.of(busy, idleToo, other, newcomer)).allMatch(visit -> visit.ending() == null);
    }

    @Test
    void oneUserCannotHaveEveryRequest() {
        Visit first = enter("ann");
        assertThat(crowd.begin(first)).isTrue();
        assertThat(crowd.begin(enter("ann"))).isTrue();
        Visit third = enter("ann");
        assertThat(crowd.begin(third)).isFalse();
        assertThat(crowd.begin(enter("bob"))).isTrue();

        crowd.rest(first);
        assertThat(crowd.begin(third)).isTrue();
    }

    @Test
    void signsOfLifeBeforeAnUploadAreNoPartOfIt() throws Exception {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        sent.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
        Frames.send(new ByteArrayInputStream("\n\nbody\n".getBytes(StandardCharsets.US_ASCII)), sent, (b, n) -> {});
        for (boolean one : new boolean[] {true, false}) {
            InputStream upload = new Upload(new ByteArrayInputStream(sent.toByteArray()), () -> {});
            byte[] length = one ? new byte[] {(byte) upload.read()} : upload.readNBytes(1);
            assertThat(length).containsExactly(0);
            assertThat(upload.readAllBytes()).endsWith("\n\nbody\n\0\0\0\0".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void aPartOfAnUploadCountsAndAByteDoesNot() throws Exception {
        int[] parts = {0};
        try (var bytes = new Upload(new ByteArrayInputStream(new byte[3 * Upload.PART_BYTES + 5]), () -> parts[0]++)) {
            for (int i = 0; i < Upload.PART_BYTES - 1; i++) {
                bytes.read();
            }
            assertThat(parts[0]).isZero();
            bytes.readAllBytes();
        }
        assertThat(parts[0]).isBetween(1, 3);
    }
}
