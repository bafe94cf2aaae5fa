package io.github.deployctl.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.artifact.Artifact;
import io.github.deployctl.cli.artifact.Differences;
import io.github.deployctl.cli.artifact.IndexCache;
import io.github.deployctl.cli.fixture.CountedAgent;
import io.github.deployctl.cli.fixture.Scripts;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Hello;
import io.github.deployctl.common.protocol.Lease;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often a push waits for the line's whole length, on which a far host's every millisecond counts. */
final class RoundTripsTest {
    private static final AppName SHOP = new AppName("shop");
    private static final HostAddress WEB = HostAddress.parse("web1");
    private static final Checksum ARTIFACT = new Checksum("ab".repeat(32));
    private static final Lease LEASE =
            new Lease(1, "ada@laptop", "ada", null, Instant.EPOCH, Lease.Term.MOVE, null, "push");
    private static final Progress NOBODY = new Progress() {
        @Override
        public void begin(HostAddress host, String what) {}

        @Override
        public void sending(HostAddress host, long sent, long total) {}

        @Override
        public void event(HostAddress host, Event event) {}

        @Override
        public void finished(HostOutcome outcome) {}
    };

    @TempDir
    Path folder;

    private CountedAgent push(Hello.AgentHello hello) {
        CountedAgent agent = new CountedAgent(
                hello,
                request -> request instanceof Request.Acquire
                        ? new Reply.Leased(LEASE)
                        : request instanceof Request.Stage
                                ? new Reply.ArtifactPresent()
                                : (Record) Scripts.deployed(new ReleaseId("1.4.2-abababab"), false));
        Artifact artifact = new Artifact(Path.of("shop.jar"), 1000, ARTIFACT, "1.4.2");
        Declaration declaration = Declaration.of(SHOP, Map.of("http", ListenAddress.parse("8080")));
        Differences differences = new Differences(artifact, new IndexCache(folder, () -> Instant.EPOCH));
        Aftercare care = new Aftercare(Optional.empty(), Path.of("."), agent.agents(), new Aftercare.Wishes(Set.of()));
        Deployment deployment = new Deployment(new DeployPlan(artifact, declaration, List.of(WEB)), care, differences);
        assertThat(new Rollout(agent.agents(), NOBODY)
                        .run(List.of(WEB), deployment, new LeaseWish("push", Lease.Term.MOVE, Duration.ZERO))
                        .exitStatus())
                .isZero();
        return agent;
    }

    @Test
    void aPushOfWhatIsLiveIsOneExchange() {
        CountedAgent agent = push(new Hello.AgentHello(1, 1, "0.1.0", SHOP, ARTIFACT, List.of()));

        assertThat(agent.requests())
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo(new Request.Acquire("push", Lease.Term.MOVE, null, true)),
                        second -> assertThat(second).isInstanceOf(Request.Deploy.class));
        assertThat(agent.roundTrips()).isOne();
    }

    @Test
    void whatIsNotSaidToBeThereIsOffered() {
        for (Hello.AgentHello hello : List.of(
                new Hello.AgentHello(1, 1, "0.1.0", SHOP),
                new Hello.AgentHello(1, 1, "0.1.0", SHOP, new Checksum("cd".repeat(32)), List.of()))) {
            CountedAgent agent = push(hello);

            assertThat(agent.requests()).hasSize(3);
            assertThat(agent.requests().get(1)).isInstanceOf(Request.Stage.class);
            assertThat(agent.roundTrips()).isEqualTo(2);
        }
    }

    @Test
    void anAgentThatSpeaksAnotherProtocolIsAskedNothing() {
        CountedAgent agent = new CountedAgent(
                new Hello.AgentHello(3, 4, "9.0.0", SHOP, ARTIFACT, List.of()), request -> new Reply.ArtifactPresent());

        RolloutResult result = new Rollout(agent.agents(), NOBODY).run(List.of(WEB), (host, session, progress) -> {
            throw new AssertionError("there is no session");
        });

        assertThat(result.exitStatus()).isNotZero();
        assertThat(agent.requests()).isEmpty();
    }
}
