package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.fixture.Installation;
import io.github.deployctl.cli.fixture.Installation.Ended;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installed command where its result finds no room. */
final class UnwrittenResultIT {
    @TempDir
    Path folder;

    private Installation installation;

    @BeforeEach
    void install() throws Exception {
        installation = Installation.in(folder);
    }

    @Test
    void aResultThatFindsNoRoomIsNoSuccess() throws Exception {
        Ended full = to("/dev/full");

        assertThat(full.status()).isEqualTo(74);
        assertThat(full.err()).contains("deployctl: the result was not written in full: No space left on device");
        assertThat(to("/dev/null").status()).isZero();
        assertThat(shell("exec links/deployctl --version >/dev/full").status()).isEqualTo(74);
    }

    @Test
    void aReaderThatHasEnoughIsNoFault() throws Exception {
        Ended ended = shell("links/deployctl config docs | head -n 1");

        assertThat(ended.status()).isZero();
        assertThat(ended.out()).isEqualTo("# deployctl.yml\n");
        assertThat(ended.err()).isEmpty();
    }

    private Ended to(String file) throws Exception {
        return shell("exec links/deployctl config docs >" + file);
    }

    private Ended shell(String line) throws Exception {
        return installation.end(installation.start(
                Map.of("DEPLOYCTL_ARCHIVE", "off", "JAVA_HOME", System.getProperty("java.home")),
                List.of("/bin/sh", "-c", line)));
    }
}
