package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.Host;
import io.github.deployctl.cli.fixture.Scripts;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.cli.fixture.Session.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code push --from GROUP:ARTIFACT:VERSION} with a repository that others run: the usual one, or the mirror that the settings.xml of whoever runs this names for it.
 * Skipped where it is not reached.
 */
final class PushFromRepositoryIT {
    private static final String GROUP = "org.slf4j";
    private static final String ARTIFACT = "slf4j-nop";
    private static final Pattern LOCAL = Pattern.compile("<localRepository>.*?</localRepository>", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env\\.([^}]+)}");
    /** It answered: with a status, with nothing of that name, or with other bytes. */
    private static final Pattern ANSWERED = Pattern.compile("status \\d+|it is not in http|artifact not taken");

    @TempDir
    Path folder;

    private Session session;
    private Host host;
    private FakeAgent agent;

    @BeforeEach
    void start() throws Exception {
        host = Host.start(folder);
        session = new Session(folder);
        // The jar of a library starts nothing by itself.
        Files.writeString(folder.resolve("deployctl.yml"), """
                app: shop
                artifact: built.jar
                command: [java, -cp, "{artifact}", Shop]
                listeners: {http: 8080}
                hosts: ["%s"]
                socket: %s
                """.formatted(host.address(), folder.resolve("agent.sock")));
        agent = FakeAgent.ofShop(folder, Scripts.deploying());
        copySettings();
    }

    @AfterEach
    void stop() throws Exception {
        agent.close();
        host.close();
    }

    /** As they are, but for the local repository, which is a new one. */
    private void copySettings() throws IOException {
        Path real = Path.of(System.getProperty("user.home"), ".m2", "settings.xml");
        if (!Files.exists(real)) {
            return;
        }
        String text = LOCAL.matcher(Files.readString(real)).replaceAll("");
        Files.createDirectories(folder.resolve("home/.m2"));
        Files.writeString(folder.resolve("home/.m2/settings.xml"), text);
        for (Matcher each = VARIABLE.matcher(text); each.find(); ) {
            String value = System.getenv(each.group(1));
            if (value != null) {
                session.with(each.group(1), value);
            }
        }
    }

    /** The jar with which this runs, which Maven has got from there. */
    private static Path own() throws Exception {
        return Path.of(Class.forName("org.slf4j.nop.NOPServiceProvider")
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    @Test
    void anArtifactOfThisBuildComesFromTheNetworkAsMavenHasGotIt() throws Exception {
        byte[] expected = Files.readAllBytes(own());
        String version = own().getFileName().toString().replaceFirst(ARTIFACT + "-(.*)\\.jar", "$1");
        String coordinates = GROUP + ":" + ARTIFACT + ":" + version;

        Run run = session.run("push", "--identity", "key", "--known-hosts", "known_hosts", "--from", coordinates);

        assumeFalse(isUnreached(run), () -> "SKIPPED: no Maven repository is reached from here: " + run.err());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("got " + coordinates + ", SHA-256 ");
        assertThat(agent.uploads()).containsExactly(expected);
        assertThat(folder.resolve("home/.m2/repository/org/slf4j/" + ARTIFACT + "/" + version + "/" + ARTIFACT + "-"
                        + version + ".jar"))
                .hasBinaryContent(expected);
    }

    private static boolean isUnreached(Run run) {
        return run.status() == 1
                && run.err().contains("artifact not fetched: ")
                && !ANSWERED.matcher(run.err()).find();
    }
}
