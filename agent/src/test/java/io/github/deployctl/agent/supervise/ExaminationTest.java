package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.common.config.BeforeStart;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.JavaRequirement;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.StartUp;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.protocol.HostFacts;
import io.github.deployctl.common.protocol.KernelSettings;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.Checksum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExaminationTest {
    private static final Checksum OTHER = new Checksum("b".repeat(64));

    private @TempDir Path folder;
    private AppFixture app;

    @BeforeEach
    void freshHost() {
        app = new AppFixture(folder);
    }

    private static Declaration listeningOn(int... ports) {
        Map<String, ListenAddress> listeners = new TreeMap<>();
        for (int port : ports) {
            listeners.put("p" + port, new ListenAddress("*", port));
        }
        return Declaration.of(new AppName("shop"), listeners);
    }

    private Reply.Examined examine(@Nullable Checksum artifact, long size, int feature) throws IOException {
        return app.examine(new Request.Examine(AppFixture.declaration(), artifact, size, feature));
    }

    @Test
    void aFreshHostHasNothingInstalledAndNothingToMakeAnArtifactOf() throws Exception {
        Reply.Examined found = examine(OTHER, 1000, 17);

        assertThat(found.installed()).isNull();
        assertThat(found.held()).isFalse();
        assertThat(found.bases()).isEmpty();
        assertThat(found.refusals()).isEmpty();
        assertThat(found.facts().javaFeature()).isEqualTo(Runtime.version().feature());
        assertThat(found.facts().memory()).isEqualTo(64L << 30);
    }

    @Test
    void theInstalledReleaseComesWithItsDeclarationAndTheLibrariesInIt() throws Exception {
        Reply.Deployed deployed = app.deployed("1");

        Reply.Examined found = examine(OTHER, 1000, 17);

        assertThat(found.installed()).isNotNull().satisfies(installed -> {
            assertThat(installed.release()).isEqualTo(deployed.release());
            assertThat(installed.declaration()).isEqualTo(AppFixture.declaration());
            assertThat(installed.components()).isEmpty();
            assertThat(found.bases()).containsExactly(installed.artifact());
            assertThat(examine(installed.artifact(), 1000, 17).held()).isTrue();
        });
    }

    @Test
    void nothingOnTheHostIsAnotherAfterwards() throws Exception {
        app.deployed("1");
        Map<String, String> before = state();

        examine(OTHER, 1L << 60, 99);

        assertThat(state()).isEqualTo(before).isNotEmpty();
        assertThat(app.history()).hasSize(1);
    }

    @Test
    void everyReasonForWhichAPushWouldBeRefusedIsNamed() throws Exception {
        app.host.setFreeDescriptors(3);

        assertThat(examine(OTHER, 1L << 60, 99).refusals())
                .extracting(Failure::message)
                .satisfiesExactly(
                        message -> assertThat(message).contains("compiled for Java 99, the host's is "),
                        message -> assertThat(message).contains("may open 3 more descriptors"),
                        message -> assertThat(message).contains("free on the disk the agent keeps 32"));
    }

    @Test
    void aJavaThatIsNotThereIsARefusalAndNoFact() throws Exception {
        Launch launch = new Launch("/nowhere", new JavaRequirement(17, true), List.of(), List.of(), "work", Map.of());
        Declaration other = new Declaration(
                AppFixture.declaration().app(),
                AppFixture.declaration().listeners(),
                launch,
                AppFixture.declaration().ready(),
                AppFixture.declaration().deadlines());

        Reply.Examined found = app.examine(new Request.Examine(other, null, 0, 0));

        assertThat(found.facts().java()).isNull();
        assertThat(found.refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.message()).contains("no java in /nowhere"));
    }

    @Test
    void aHostThatRunsNoHooksRefusesADeclarationThatHasOne() throws Exception {
        Declaration hooked = AppFixture.declaration()
                .with(StartUp.DEFAULT.with(new BeforeStart(List.of("true"), Duration.ofSeconds(30))));

        assertThat(app.examine(new Request.Examine(hooked, null, 0, 0)).refusals())
                .isEmpty();
        for (String off : List.of("DEPLOYCTL_HOOKS=off\n", "DEPLOYCTL_RUN=off\n")) {
            Files.writeString(app.paths.envFile(), off);

            assertThat(app.examine(new Request.Examine(hooked, null, 0, 0)).refusals())
                    .singleElement()
                    .satisfies(refusal -> {
                        assertThat(refusal.message()).contains("this host's agent runs no hooks (hooks.before-start)");
                        assertThat(refusal.hint()).contains(off.strip());
                    });
            assertThat(examine(null, 0, 0).refusals()).as("without a hook").isEmpty();
        }
    }

    @Test
    void aPortThatSomebodyElseHoldsIsToldFromTheAppsOwn() throws Exception {
        app.deployed("1");
        app.host.setHolder(8080, "pid 4711 (java)");
        app.host.setHolder(9090, "pid 812 (nginx)");

        Reply.Examined found = app.examine(new Request.Examine(listeningOn(8080, 9090, 9091), null, 0, 0));

        assertThat(found.facts().ports())
                .containsExactly(
                        new HostFacts.Port(8080, "pid 4711 (java)", true),
                        new HostFacts.Port(9090, "pid 812 (nginx)", false));
    }

    @Test
    void whatTheKernelIsSetToComesWithIt() throws Exception {
        app.host.setKernel("net.ipv4.tcp_max_syn_backlog", 512);
        app.host.setKernel("net.ipv4.tcp_syncookies", 1);
        app.host.setKernel("Max open files", 65_536);
        app.host.setKernel("Max nice priority", 20);

        assertThat(examine(null, 0, 0).facts().kernel()).isEqualTo(new KernelSettings(512, 1, -1, 65_536, 20));
    }

    private Map<String, String> state() throws IOException {
        Map<String, String> state = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.forEach(file -> state.put(file.toString(), stamp(file)));
        }
        return state;
    }

    private static String stamp(Path file) {
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
