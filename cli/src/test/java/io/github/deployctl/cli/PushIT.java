package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.Host;
import io.github.deployctl.cli.fixture.Jars;
import io.github.deployctl.cli.fixture.Scripts;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.cli.fixture.Session.Run;
import io.github.deployctl.common.protocol.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PushIT {
    @TempDir
    Path folder;

    private Host host;

    @BeforeEach
    void startHost() throws Exception {
        host = Host.start(folder);
        Jars.executable(folder.resolve("shop.jar"), "1.4.2", 3_000_000);
        Files.writeString(folder.resolve("deployctl.yml"), """
                app: shop
                artifact: shop.jar
                listeners: {http: 8080}
                hosts: ["%s"]
                socket: %s
                """.formatted(host.address(), folder.resolve("agent.sock")));
    }

    @AfterEach
    void stopHost() throws Exception {
        host.close();
    }

    private Run push(String... more) {
        String[] arguments = {"push", "--identity", "key", "--known-hosts", "known_hosts"};
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return new Session(folder).run(all);
    }

    @Test
    void theWholeFileArrivesAndTheResultSaysWhatHappened() throws Exception {
        try (FakeAgent agent = FakeAgent.start(folder.resolve("agent.sock"), Scripts.deploying())) {
            Run run = push();
            assertThat(run.err()).isEqualTo("");
            assertThat(run.status()).isZero();
            assertThat(agent.uploads()).hasSize(1);
            assertThat(agent.uploads().get(0)).isEqualTo(Files.readAllBytes(folder.resolve("shop.jar")));
            assertThat(agent.requests()).hasSize(2).last().isInstanceOf(Request.Deploy.class);
            assertThat(run.out()).isEqualTo("");
        }
    }
}
