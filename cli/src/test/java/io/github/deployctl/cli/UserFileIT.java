package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.Host;
import io.github.deployctl.cli.fixture.Installation;
import io.github.deployctl.cli.fixture.Installation.Ended;
import io.github.deployctl.cli.fixture.Project;
import io.github.deployctl.common.protocol.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installed command with a file of its user's own. */
final class UserFileIT {
    @TempDir
    Path folder;

    private Installation installation;
    private Host host;
    private FakeAgent agent;
    private Path file;

    @BeforeEach
    void install() throws Exception {
        installation = Installation.in(folder);
        host = Host.start(folder);
        agent = FakeAgent.ofShop(folder, (request, with) -> with.reply(new Reply.HistoryReport(List.of())));
        Project.declare(folder, host);
        file = Files.createDirectories(folder.resolve("config/deployctl")).resolve("config.yml");
    }

    @AfterEach
    void stop() throws Exception {
        agent.close();
        host.close();
    }

    private void write(String text) throws Exception {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private Ended run(String... words) throws Exception {
        return installation.run(
                List.of("/bin/sh"),
                Map.of(
                        "DEPLOYCTL_ARCHIVE",
                        "off",
                        "XDG_CONFIG_HOME",
                        folder.resolve("config").toString()),
                words);
    }

    @Test
    void itSaysHowToLogIn() throws Exception {
        assertThat(run("history").status()).isEqualTo(7);
        write("identity: " + folder.resolve("key") + "\nknown-hosts: ../../known_hosts\n");

        Ended ended = run("history");

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(agent.requests()).hasSize(1);
        assertThat(run("config", "show").out()).contains(file + ":1").contains(file + ":2");
        // What stands on the command line counts before it.
        assertThat(run("history", "--known-hosts", "/dev/null").status()).isEqualTo(7);
    }

    @Test
    void aFaultIsOneOfTheConfigurationAndNobodyIsAsked() throws Exception {
        write("user: ada\nartifact: shop.jar\n");

        Ended ended = run("history");

        assertThat(ended.status()).isEqualTo(6);
        assertThat(ended.err())
                .contains(file + ":2:1: key \"artifact\" is about an app; it belongs in the app's deployctl.yml")
                .contains("nothing was changed");
        assertThat(agent.requests()).isEmpty();
        assertThat(run("config", "validate")).isEqualTo(ended);
        assertThat(run("--version").status()).isZero();
        assertThat(run("completion").status()).isZero();
    }

    @Test
    void whatOthersMayChangeIsNotRead() throws Exception {
        write("identity: key\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        Ended ended = run("history");

        assertThat(ended.status()).isEqualTo(6);
        assertThat(ended.err()).contains("can be changed by other users").contains("Try: chmod go-w " + file);
    }
}
