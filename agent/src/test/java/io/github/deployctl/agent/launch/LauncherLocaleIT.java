package io.github.deployctl.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.LaunchCommand;
import io.github.deployctl.agent.posix.Posix;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher of the agent, which a service manager or a container may start without a locale, lets through to the app. */
class LauncherLocaleIT {
    private static final Path LAUNCHER = Path.of("src/main/dist/deployctl-agent");

    private @TempDir Path folder;

    /** What is started in the agent's place: it starts a process as the agent starts the app. */
    static final class Stand {
        public static void main(String[] args) throws Exception {
            Map<String, String> env = new Environment(System.getenv(), Path.of("/none")).of(Map.of());
            // Throws where this JVM has no name for such a file.
            Path cwd = Files.createDirectories(Path.of(args[0], System.getenv("MOTTO")));
            long pid = Posix.load()
                    .processes()
                    .launch(new LaunchCommand(
                            List.of("/bin/cat", "/proc/self/environ"),
                            env,
                            cwd,
                            Path.of(args[0], "environ"),
                            List.of()))
                    .pid();
            ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
        }
    }

    @Test
    void withoutALocaleTheAppGetsItsEnvironmentByteForByteAndNoLocale() throws Exception {
        String environ = start("");

        assertThat(environ).contains("MOTTO=Gr\u00c3\u00bc\0").doesNotContain("LC_ALL=");
    }

    @Test
    void aLocaleOfItsOwnStaysAsItIs() throws Exception {
        assertThat(start("LC_CTYPE=C.UTF-8"))
                .contains("MOTTO=Gr\u00c3\u00bc\0", "LC_CTYPE=C.UTF-8\0")
                .doesNotContain("LC_ALL=");
    }

    /** Returns the environment of what was started, a character for each byte. */
    private String start(String further) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path stand = folder.resolve("java");
        Path out = Files.createDirectories(folder.resolve("out"));
        Files.writeString(
                stand,
                "#!/bin/sh\nexec '" + java + "' -cp '" + System.getProperty("java.class.path") + "' '"
                        + Stand.class.getName() + "' '" + out + "'\n");
        Files.setPosixFilePermissions(stand, PosixFilePermissions.fromString("rwx------"));
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "exec env -i PATH=\"$PATH\" MOTTO=\"$(printf 'Gr\\303\\274')\" DEPLOYCTL_JAVA='" + stand + "' "
                                + further + " sh '" + LAUNCHER.toAbsolutePath() + "' run shop")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return Files.readString(out.resolve("environ"), StandardCharsets.ISO_8859_1);
    }
}
