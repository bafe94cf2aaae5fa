package io.github.deployctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.Deployctl;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Surroundings;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

final class AgainTest {
    private static Again of(String... words) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Surroundings around = new Surroundings(
                Map.of(), Path.of("."), Path.of("."), "ada", "laptop", InstantSource.fixed(Instant.EPOCH));
        CommandLine line = Commands.on(Console.plain(around, nowhere, nowhere), Deployctl::run, List.of(words));
        ParseResult verb = line.parseArgs(words).subcommand();
        return Again.of(verb.commandSpec().name(), verb);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "setup root@web3 --remove|deployctl setup web9 --remove",
                "rollback web1 --to 1.4 -q --force --json|deployctl rollback web9 --to 1.4 --force",
                "push -i key --artifact=a.jar --report out.json -J jump|deployctl push web9 --artifact a.jar --jump jump",
                "stop web1 --yes --config other.yml --output plain|deployctl stop web9 --yes --config other.yml"
            })
    void aProposalHasTheOptionsThatDecideWhatItDoesAndNoOthers(String typed, String proposed) {
        assertThat(of(typed.split(" ")).on("web9")).isEqualTo(proposed);
    }

    @Test
    void aValueIsAsAShellReadsItAndShowsNoSecret() {
        Again again =
                of("push", "--config", "it's mine.yml", "--from", "https://ada:hunter2@repo/shop.jar", "--port", "22");

        assertThat(again.on(""))
                .isEqualTo(
                        "deployctl push --config 'it'\\''s mine.yml' --from 'https://ada:***@repo/shop.jar' --port 22");
        assertThat(again.place()).isEqualTo(" --config 'it'\\''s mine.yml' --port 22");
    }
}
