package io.github.deployctl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    @Test
    void pathsOfAnAppFollowTheHostLayout() {
        Arguments arguments = Arguments.parse(List.of("run", "shop"));

        assertThat(arguments.paths().socket()).isEqualTo(Path.of("/run/deployctl/shop/agent.sock"));
        assertThat(arguments.paths().stateFile()).isEqualTo(Path.of("/var/lib/deployctl/shop/state.json"));
        assertThat(arguments.paths().logFile(7)).isEqualTo(Path.of("/var/log/deployctl/shop/generation-7.log"));
        assertThat(arguments.paths().envFile()).isEqualTo(Path.of("/etc/deployctl/shop.env"));
    }

    @Test
    void eachFolderCanBeChosen() {
        Arguments arguments = Arguments.parse(List.of("run", "shop", "--run-dir", "/tmp/r", "--state-dir", "/tmp/s"));

        assertThat(arguments.paths().pidFile()).isEqualTo(Path.of("/tmp/r/app.pid"));
        assertThat(arguments.paths().history()).isEqualTo(Path.of("/tmp/s/history.jsonl"));
    }

    @Test
    void aSignalEndsTheAppTooUnlessAMarkIsAskedForAndMissing() {
        assertThat(Arguments.parse(List.of("run", "shop")).endsApp()).isTrue();
        assertThat(Arguments.parse(List.of("run", "shop", "--stop-mark", "/proc/self/stat"))
                        .endsApp())
                .isTrue();
        assertThat(Arguments.parse(List.of("run", "shop", "--stop-mark", "/proc/self/no-such-file"))
                        .endsApp())
                .isFalse();
    }

    @Test
    void whatIsNotUnderstoodIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse(List.of()))
                .withMessageContaining("run APP");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse(List.of("run", "../shop")))
                .withMessageContaining("app name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse(List.of("run", "shop", "--stat-dir", "x")))
                .withMessageContaining("--stat-dir");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse(List.of("run", "shop", "--state-dir")))
                .withMessageContaining("needs a path");
    }
}
