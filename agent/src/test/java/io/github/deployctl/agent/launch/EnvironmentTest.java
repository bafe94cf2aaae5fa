package io.github.deployctl.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
    private @TempDir Path folder;

    @Test
    void hostsFileWinsOverTheDeclarationAndThatOverTheAgents() throws IOException {
        Path file = Files.writeString(folder.resolve("shop.env"), "A=host\n");
        Environment environment = new Environment(Map.of("A", "agent", "B", "agent", "C", "agent"), file);

        assertThat(environment.of(Map.of("A", "declared", "B", "declared")))
                .containsEntry("A", "host")
                .containsEntry("B", "declared")
                .containsEntry("C", "agent");
    }

    @Test
    void whatIsMeantForTheAgentAloneIsNotPassedOn() throws IOException {
        Environment environment = new Environment(
                Map.of(
                        "PATH", "/bin",
                        "NOTIFY_SOCKET", "/run/notify",
                        "LISTEN_PID", "1",
                        "DEPLOYCTL_JAVA", "/x",
                        "_JAVA_SR_SIGNUM", "35",
                        "MALLOC_ARENA_MAX", "1",
                        "DEPLOYCTL_AGENT_ONLY", "_JAVA_SR_SIGNUM MALLOC_ARENA_MAX"),
                folder.resolve("none"));

        assertThat(environment.of(Map.of())).containsOnlyKeys("PATH");
    }

    @Test
    void variableOfTheUsersOwnIsPassedOnEvenWhereTheAgentUsesTheSameOne() throws IOException {
        Environment environment =
                new Environment(Map.of("MALLOC_ARENA_MAX", "4", "DEPLOYCTL_AGENT_ONLY", ""), folder.resolve("none"));

        assertThat(environment.of(Map.of())).containsEntry("MALLOC_ARENA_MAX", "4");
    }

    @Test
    void envFileThatIsNotThereSetsNothing() throws IOException {
        assertThat(EnvFile.read(folder.resolve("none"))).isEmpty();
    }

    /** As the kernel says it of a file in a folder that this user may not search; for root there is no such folder. */
    @Test
    void envFileThatMayNotBeLookedAtIsNotTakenForNone() {
        Path file = folder.resolve("shop.env");

        assertThatThrownBy(() -> EnvFile.read(file, denied -> {
                    throw new AccessDeniedException(denied.toString());
                }))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": permission denied");
    }

    @Test
    void envFileThatIsNotUtf8IsNamed() throws IOException {
        Path file = Files.write(folder.resolve("shop.env"), new byte[] {'A', '=', (byte) 0xff, '\n'});

        assertThatThrownBy(() -> EnvFile.read(file)).hasMessage(file + " is not UTF-8");
    }

    @Test
    void envFileIsReadAsSystemdDoes() throws IOException {
        String text =
                "# comment\n; another\n\nA=1\n  B = x\nexport C=2\nD=\"a \\\"b\\\" $c\"\nE='a \"b\" \\n'\nF=\nG=a=b # c\n";

        assertThatThrownBy(() -> EnvFile.parse(text, "shop.env")).hasMessage("shop.env line 5 is not NAME=value");
        assertThat(EnvFile.parse(text.replace("  B = x\n", ""), "shop.env"))
                .containsEntry("A", "1")
                .containsEntry("C", "2")
                .containsEntry("D", "a \"b\" $c")
                .containsEntry("E", "a \"b\" \\n")
                .containsEntry("F", "")
                .containsEntry("G", "a=b # c");
    }
}
