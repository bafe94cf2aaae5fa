package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.e2e.app.OddJars;
import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Installation;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The lines of {@code docs/quick-start.md}, typed one after another against a host that nothing was done to. */
class QuickStartE2eIT extends BareHost {
    private static final Pattern BLOCK = Pattern.compile("```(sh|yaml)\n(.*?)```", Pattern.DOTALL);

    @Test
    void whatItTellsToTypeDoesWhatItSays() throws Exception {
        String page = Files.readString(Path.of("../docs/quick-start.md"));
        // The command is installed by this build already.
        String pages = page.substring(page.indexOf("## 2."));
        Path project = folder().resolve("shop");
        Files.createDirectories(project.resolve("target"));
        letIn("/root", "key");
        Files.copy(
                folder().resolve("key.pub"),
                Files.createDirectory(folder().resolve(".ssh")).resolve("id_ed25519.pub"));
        typeable();
        build(project, "1.0.0");

        String said = "";
        Matcher block = BLOCK.matcher(pages);
        while (block.find()) {
            String text = block.group(2).replace("web1.example.com", host.address());
            if (block.group(1).equals("yaml")) {
                declare(project, text);
                continue;
            }
            if (text.contains("deployctl rollback")) {
                build(project, "2.0.0");
                said += type(project, "deployctl push");
            }
            for (String line : text.lines().toList()) {
                said += type(project, line);
            }
        }

        assertThat(said).contains("1.0.0-", " -> 2.0.0-", "from standby", "rollback");
    }

    /** The page's own, but for what is particular to the test's app. */
    private static void declare(Path project, String text) throws Exception {
        Files.writeString(
                project.resolve("deployctl.yml"),
                text.replace("/actuator/health", "/ready")
                        + "java: {options: [%s], args: [\"--host=0.0.0.0\", \"--port=%d\"]}\n"
                                .formatted(Site.OPTIONS.replace(" ", ", "), PORT));
    }

    private void build(Path project, String version) throws Exception {
        Files.copy(
                new OddJars(folder()).good(version),
                project.resolve("target/shop.jar"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Puts a {@code deployctl} into the PATH that finds the test's keys: those of whoever runs the test are none of its business. */
    private void typeable() throws Exception {
        Path script = Files.createDirectory(folder().resolve("bin")).resolve("deployctl");
        Files.writeString(script, """
                #!/bin/sh
                case $1 in
                    init | config) exec "%1$s" "$@" ;;
                    *) exec "%1$s" "$@" --ssh-config none --identity "%2$s/key" --known-hosts "%2$s/known_hosts" ;;
                esac
                """.formatted(Installation.ofThisBuild().deployctl(), folder()));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private String type(Path project, String line) throws Exception {
        String path = folder().resolve("bin") + ":" + System.getenv("PATH");
        Outcome outcome = new Command(project, List.of("sh", "-c", line))
                .environment(Map.of("HOME", folder().toString(), "PATH", path))
                .run();
        assertThat(outcome.exit()).as("%s: %s", line, outcome.all()).isZero();
        return outcome.out();
    }
}
