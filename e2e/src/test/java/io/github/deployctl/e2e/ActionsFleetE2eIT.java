package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.e2e.kit.Installation;
import io.github.deployctl.e2e.kit.Site;
import io.github.deployctl.e2e.kit.actions.ActionRun;
import io.github.deployctl.e2e.kit.actions.ActionRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A push by the action to two hosts, of which the second cannot do it: both are this machine, and the first has the port already. */
class ActionsFleetE2eIT extends ActionHost {
    private Site second;

    @BeforeEach
    void addAHost() throws Exception {
        second = Site.start(Installation.ofThisBuild());
        // deployctl.yml has one socket for all hosts, so that this one's key leads to its own.
        Files.writeString(
                second.folder().resolve("ssh/authorized_keys"),
                "restrict,command=\"'" + Installation.ofThisBuild().agent() + "' connect shop --run-dir '"
                        + second.agent().socket().getParent() + "'\" "
                        + Files.readString(Path.of(site.sshd().identity() + ".pub")));
    }

    @AfterEach
    void endTheHost() throws Exception {
        second.close();
    }

    @Test
    void whereOneHostFailsTheOthersAreTakenBackIfThatIsAskedForAndTheStepIsRedEitherWay() throws Exception {
        ActionRunner runner = runner();
        site.declare("hosts: [web-1, web-2]");
        String both = inputs(Map.of()).get("hosts") + "\nweb-2=" + System.getProperty("user.name") + "@127.0.0.1:"
                + second.sshd().port();
        String known = Files.readString(site.sshd().knownHosts())
                + Files.readString(second.sshd().knownHosts());

        ActionRun left = push(runner, jars.good("1.0.0"), Map.of("hosts", both, "known-hosts", known));
        assertThat(left.exit()).as(left.all()).isEqualTo(3);
        assertThat(left.outputs())
                .containsEntry("outcome", "mixed")
                .containsEntry("exit-code", "3")
                .containsEntry("changed-hosts", "web-1")
                .containsEntry("failed-hosts", "web-2");
        assertThat(left.log()).doesNotContain("auto-rollback: ");
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");

        ActionRun back =
                push(runner, jars.good("2.0.0"), Map.of("hosts", both, "known-hosts", known, "auto-rollback", "true"));
        assertThat(back.exit()).as(back.all()).isOne();
        assertThat(back.outputs())
                .containsEntry("outcome", "rolled-back")
                .containsEntry("exit-code", "1")
                .containsEntry("changed-hosts", "")
                .containsEntry("failed-hosts", "web-1 web-2");
        assertThat(back.outputs().get("release")).startsWith("2.0.0-");
        assertThat(back.outputs().get("previous-release")).startsWith("1.0.0-");
        assertThat(back.summary()).contains("| web-1 |", "| web-2 |");
        assertThat(back.annotations()).first().asString().startsWith("error ");
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");
        site.declare("");
        assertThat(site.quickly("history").out()).contains("the push failed on another host");
    }

    @Test
    void hostsThatTheWorkflowAloneNamesAreTakenBackAndReportedWithTheUserToLogInAs() throws Exception {
        ActionRunner runner = runner();
        Files.write(
                site.config(),
                Files.readAllLines(site.config()).stream()
                        .filter(line -> !line.startsWith("hosts:"))
                        .toList());
        String user = System.getProperty("user.name") + "@";
        String first = user + "localhost:" + site.sshd().port();
        String other = user + "localhost:" + second.sshd().port();
        String known = (Files.readString(site.sshd().knownHosts())
                        + Files.readString(second.sshd().knownHosts()))
                .replace("127.0.0.1", "localhost");
        // Whoever leaves the user out is somebody else.
        Path config = Files.writeString(site.folder().resolve("ssh config"), "Host *\nUser nobody-of-that-name\n");
        Map<String, String> inputs =
                Map.of("hosts", first + ", " + other, "known-hosts", known, "ssh-config", config.toString());

        ActionRun left = push(runner, jars.good("1.0.0"), inputs);
        assertThat(left.exit()).as(left.all()).isEqualTo(3);
        assertThat(left.outputs()).containsEntry("changed-hosts", first).containsEntry("failed-hosts", other);

        Map<String, String> back = new HashMap<>(inputs);
        back.put("auto-rollback", "true");
        ActionRun taken = push(runner, jars.good("2.0.0"), back);
        assertThat(taken.exit()).as(taken.all()).isOne();
        assertThat(taken.outputs())
                .containsEntry("outcome", "rolled-back")
                .containsEntry("changed-hosts", "")
                .containsEntry("failed-hosts", first + " " + other);
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");
    }

    @Test
    void aHostThatCannotGoBackHasNoOtherHostTakenBack() throws Exception {
        ActionRunner runner = runner();
        for (String version : List.of("1.0.0", "2.0.0")) {
            ActionRun pushed = push(runner, jars.good(version), Map.of());
            assertThat(pushed.exit()).as(pushed.all()).isZero();
        }
        // The other hosts of the file can be reached without standing among the inputs.
        String user = System.getProperty("user.name");
        Path aliases = Files.writeString(
                site.folder().resolve("aliases"),
                "Host web-1\nHostName 127.0.0.1\nPort %d\nUser %s\n"
                        .formatted(site.sshd().port(), user));
        // Both hosts are this machine, so the second has a port of its own.
        site.declare("""
                hosts: {web: [web-1], canary: [web-2]}
                listeners: {http: "127.0.0.1:%1$d"}
                java: {options: [%2$s], args: ["--port=%1$d"]}
                verify: exit 1
                """.formatted(second.port(), Site.OPTIONS.replace(" ", ", ")));

        ActionRun kept = push(
                runner,
                jars.good("3.0.0"),
                Map.of(
                        "hosts",
                        "web-2=" + user + "@127.0.0.1:" + second.sshd().port(),
                        "known-hosts",
                        Files.readString(site.sshd().knownHosts())
                                + Files.readString(second.sshd().knownHosts()),
                        "ssh-config",
                        aliases.toString(),
                        "auto-rollback",
                        "true"));

        assertThat(site.page("/")).as(kept.all()).isEqualTo("demo 2.0.0");
        assertThat(second.page("/")).isEqualTo("demo 3.0.0");
        assertThat(kept.exit()).as(kept.all()).isEqualTo(3);
        assertThat(kept.outputs())
                .containsEntry("outcome", "mixed")
                .containsEntry("changed-hosts", "web-2")
                .containsEntry("failed-hosts", "web-2");
        assertThat(kept.log()).contains("auto-rollback: web-2");
    }
}
