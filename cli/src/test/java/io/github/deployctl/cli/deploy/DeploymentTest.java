package io.github.deployctl.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.artifact.Artifact;
import io.github.deployctl.cli.artifact.Differences;
import io.github.deployctl.cli.artifact.IndexCache;
import io.github.deployctl.cli.fixture.CannedAgents;
import io.github.deployctl.cli.fixture.Scripts;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.Retention;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeploymentTest {
    private static final HostAddress WEB = HostAddress.parse("web1");
    private final List<String> notes = new ArrayList<>();

    @TempDir
    Path folder;

    private void deploy(long size, Retention retention) {
        Artifact artifact = new Artifact(Path.of("shop.jar"), size, new Checksum("ab".repeat(32)), "1.4.2");
        Declaration declaration = Declaration.of(new AppName("shop"), Map.of("http", ListenAddress.parse("8080")))
                .with(retention);
        Record deployed = (Record) Scripts.deployed(new ReleaseId("1.4.2-abababab"), true);
        CannedAgents agents = new CannedAgents().on("web1", new Reply.ArtifactPresent(), deployed);
        Progress progress = new Progress() {
            @Override
            public void begin(HostAddress host, String what) {}

            @Override
            public void sending(HostAddress host, long sent, long total) {}

            @Override
            public void event(HostAddress host, Event event) {
                if (event instanceof Event.Note note) {
                    notes.add(note.text());
                }
            }

            @Override
            public void finished(HostOutcome outcome) {}
        };
        Differences differences = new Differences(artifact, new IndexCache(folder, () -> Instant.EPOCH));
        Aftercare care = new Aftercare(Optional.empty(), Path.of("."), agents.agents(), new Aftercare.Wishes(Set.of()));
        RolloutResult result = new Rollout(agents.agents(), progress)
                .run(
                        List.of(WEB),
                        new Deployment(new DeployPlan(artifact, declaration, List.of(WEB)), care, differences));
        assertThat(result.exitStatus()).isZero();
    }

    @Test
    void anArtifactThatAloneIsAboveTheBudgetIsSaidToBe() {
        deploy(3_100_000_000L, new Retention(5, 2_000_000_000L));

        assertThat(notes).singleElement().asString().contains("3.1 GB", "releases.max-size (2.0 GB)");
    }

    @Test
    void ofOneThatFitsNothingIsSaid() {
        deploy(2_000_000_000L, new Retention(5, 2_000_000_000L));
        deploy(3_100_000_000L, new Retention(5));

        assertThat(notes).isEmpty();
    }
}
