package io.github.deployctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Surroundings;
import io.github.deployctl.common.failure.FailureException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SetupConsentTest {
    @Test
    void withoutATerminalTheSameRemovalIsProposedAndNoOther() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Surroundings around = new Surroundings(
                Map.of(), Path.of("."), Path.of("."), "ada", "laptop", InstantSource.fixed(Instant.EPOCH));
        SetupConsent consent = new SetupConsent(
                Console.plain(around, nowhere, nowhere),
                SetupConsent.Mode.ASK,
                true,
                "deployctl setup root@web3 --remove");

        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> consent.isWanted(HostAddress.parse("root@web3"), 1))
                .satisfies(thrown ->
                        assertThat(thrown.failure().hint()).isEqualTo("deployctl setup root@web3 --remove --yes"));
    }
}
