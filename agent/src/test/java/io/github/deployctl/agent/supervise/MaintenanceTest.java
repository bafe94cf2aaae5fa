package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.maintenance.Doorkeeper;
import io.github.deployctl.agent.maintenance.Doorkeeper.Door;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Notice;
import io.github.deployctl.common.protocol.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent answers in the place of the app. */
class MaintenanceTest {
    private static final Notice NOTICE = new Notice(null, null, 60, List.of("http"));

    private @TempDir Path folder;
    private AppFixture app;

    @BeforeEach
    void oneServes() {
        app = new AppFixture(folder);
        app.deployed("1");
    }

    private Reply.Maintained on() {
        return (Reply.Maintained) app.settled(app.maintain(NOTICE, "moving"));
    }

    private Reply.Maintained off() {
        AppFixture.Waiter waiter = app.maintain(null, "moved");
        app.pass(Doorkeeper.NOTICE);
        return (Reply.Maintained) app.settled(waiter);
    }

    @Test
    void theLiveOneIsParkedAndStaysLiveUntilItIsOver() {
        Reply.Maintained on = on();
        assertThat(on.changed()).isTrue();
        assertThat(Objects.requireNonNull(on.maintenance()).by()).startsWith("bob@desk");
        assertThat(app.doorkeeper.doors()).hasSize(1).allMatch(Door::http);
        assertThat(app.adopter(1).commands()).containsExactly("live", "drain");
        assertThat(app.live()).contains(1L);
        assertThat(app.status().maintenance()).isEqualTo(on.maintenance());
        assertThat(app.service.told())
                .last()
                .asString()
                .contains("maintenance is on")
                .contains("moving");

        assertThat(off()).isEqualTo(new Reply.Maintained(true, null));
        assertThat(app.adopter(1).commands()).containsExactly("live", "drain", "live");
        assertThat(app.doorkeeper.doors()).isEmpty();
        assertThat(app.status().maintenance()).isNull();
        assertThat(app.paths.maintenanceFile()).doesNotExist();
        assertThat(app.entries()).extracting(HistoryEntry::operation).startsWith("maintenance-off", "maintenance-on");
        assertThat(app.reasons()).startsWith("moved", "moving");
        assertThat(off().changed()).as("the second time").isFalse();
    }

    @Test
    void theAgentAcceptsBeforeTheAppDoesNotAndTheOtherWayRound() {
        app.adopter(1).fallSilent();
        AppFixture.Waiter on = app.maintain(NOTICE, null);
        assertThat(app.adopter(1).commands()).endsWith("drain");
        assertThat(app.doorkeeper.doors()).as("the app may still accept").hasSize(1);
        assertThat(app.push("2").failure().code()).as("a push meanwhile").isEqualTo(FailureCode.LOCKED);
        app.pass(Traffic.ADOPTER_TIMEOUT);
        assertThat(on.failure().message()).contains("maintenance is not on", "adopter.timeout");
        assertThat(app.adopter(1).commands()).endsWith("drain", "live");
        assertThat(app.doorkeeper.doors()).isEmpty();
        assertThat(app.status().maintenance()).isNull();
    }

    @Test
    void anAppThatDoesNotTakeTheListenersBackLeavesItOn() {
        on();
        app.adopter(1).fallSilent();
        AppFixture.Waiter off = app.maintain(null, null);
        assertThat(app.doorkeeper.doors()).as("until the app accepts").hasSize(1);
        app.pass(Traffic.ADOPTER_TIMEOUT);
        assertThat(off.failure().message()).contains("maintenance is still on");
        assertThat(app.doorkeeper.doors()).hasSize(1);
        assertThat(app.adopter(1).commands()).endsWith("live", "drain");
    }

    @Test
    void theSameAgainChangesNothingAndAnotherPageDoes() {
        on();
        int told = app.doorkeeper.changes();
        assertThat(on().changed()).isFalse();
        assertThat(app.doorkeeper.changes()).isEqualTo(told);
        Notice other = new Notice("PHA+aGk8L3A+", "text/html", 90, List.of("http"));
        assertThat(((Reply.Maintained) app.maintain(other, "moving").reply()).changed())
                .isTrue();
        assertThat(app.doorkeeper.changes()).isEqualTo(told + 1);
        assertThat(app.adopter(1).commands()).containsExactly("live", "drain");
    }

    @Test
    void whatIsPushedMeanwhileServesWhenItIsOver() {
        on();
        AppFixture.Waiter push = app.push("2");
        app.comeUp(2);
        app.settled(push);
        assertThat(app.live()).contains(2L);
        assertThat(app.adopter(2).commands()).as("it is parked").isEmpty();
        assertThat(push.events())
                .anyMatch(
                        event -> event instanceof Event.Note note && note.text().contains("maintenance is on"));
        assertThat(app.role(1)).contains("standby");
        off();
        assertThat(app.adopter(2).commands()).containsExactly("live");
        assertThat(app.adopter(1).commands()).endsWith("drain");
    }

    @Test
    void itsProbationBeginsWhenItIsOver() {
        on();
        AppFixture.Waiter push = app.push("2");
        app.comeUp(2);
        app.settled(push);
        AppFixture.Waiter watching = app.awaitProbation(2);
        app.setClock(Duration.ofHours(1));
        app.pass(Duration.ofHours(1));
        assertThat(watching.hasReply()).isFalse();
        off();
        app.pass(Duration.ofSeconds(59));
        assertThat(watching.hasReply()).isFalse();
        app.pass(Duration.ofSeconds(2));
        assertThat(watching.reply()).isEqualTo(new Reply.Settled(2, true));
    }

    @Test
    void rollbackAndCrashAndRestartStayParkedToo() {
        app.deployed("2");
        on();
        app.settled(app.rollBack(null));
        assertThat(app.live()).contains(1L);
        assertThat(app.adopter(1).commands()).containsExactly("live", "drain");
        app.crash(1);
        app.comeUp(3);
        assertThat(app.live()).contains(3L);
        assertThat(app.adopter(3).commands()).isEmpty();
        assertThat(app.doorkeeper.doors()).hasSize(1);
        off();
        assertThat(app.adopter(3).commands()).containsExactly("live");
    }

    @Test
    void anAppThatIsStoppedIsAnsweredForUntilItIsOver() {
        on();
        AppFixture.Waiter stop = app.stop();
        app.settled(stop);
        assertThat(app.listeners.isServed(8080)).isTrue();
        assertThat(app.doorkeeper.doors()).hasSize(1);
        AppFixture.Waiter start = app.start();
        app.comeUp(2);
        app.settled(start);
        assertThat(app.adopter(2).commands()).isEmpty();
        off();
        assertThat(app.adopter(2).commands()).containsExactly("live");
    }

    @Test
    void anotherAgentGoesOnWithIt() throws IOException {
        on();
        app = app.successor();
        assertThat(app.status().maintenance()).isNotNull();
        assertThat(app.doorkeeper.doors()).hasSize(1);
        app.bind(1);
        assertThat(app.adopter(1).commands()).containsExactly("drain");
        off();
        assertThat(app.adopter(1).commands()).containsExactly("drain", "live");
    }

    @Test
    void aDamagedFileLeavesItOn() throws IOException {
        on();
        Files.writeString(app.paths.maintenanceFile(), "{\"maint");
        app = app.successor();
        assertThat(app.status().maintenance()).isNotNull();
        assertThat(app.doorkeeper.doors()).hasSize(1);
        assertThat(app.log).anyMatch(line -> line.contains("maintenance.json was not understood"));
    }

    @Test
    void whatTheAgentCannotAnswerForIsRefused() {
        assertThat(app.maintain(new Notice(null, null, 60, List.of()), null)
                        .failure()
                        .message())
                .contains("it is not known which listeners speak HTTP/1 (http)");
        assertThat(app.maintain(new Notice(null, null, 60, List.of("admin")), null)
                        .failure()
                        .hint())
                .contains("http");
        assertThat(app.maintain(new Notice("%%%", null, 60, List.of("http")), null)
                        .failure()
                        .code())
                .isEqualTo(FailureCode.USAGE);
        assertThat(app.adopter(1).commands()).containsExactly("live");
        assertThat(app.doorkeeper.doors()).isEmpty();
    }

    @Test
    void anAppThatWouldAcceptByItselfIsNotStartedMeanwhile() {
        on();
        Declaration inherits = AppFixture.declaration(
                HandOver.INHERIT, Launch.DEFAULT, new ReadyCheck(null, Duration.ofMinutes(5), true));
        assertThat(app.push("2", inherits).failure().message()).contains("maintenance is on", "handover: inherit");
    }

    @Test
    void aListenerThatAPushAddsIsAnsweredOnToo() {
        on();
        app.deployed(
                "2",
                AppFixture.declaration(
                        Map.of("http", ListenAddress.parse("8080"), "admin", ListenAddress.parse("8081"))));
        assertThat(app.doorkeeper.doors()).extracting(Door::http).containsExactlyInAnyOrder(true, false);
    }
}
