package io.github.deployctl.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.common.config.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCommandTest {
    @Test
    void adopterComesBeforeWhatTheHostGivesEveryJvm() {
        Map<String, String> env = new HashMap<>(Map.of("JDK_JAVA_OPTIONS", "-Xlog:gc"));
        OwnCommand.addAdopter(Path.of("/opt/a b/adopter.jar"), env);

        assertThat(env).containsEntry("JDK_JAVA_OPTIONS", "\"-javaagent:/opt/a b/adopter.jar\" -Xlog:gc");
    }

    @Test
    void quotesInThePathOfTheAdopterStandBetweenQuotesOfTheOtherKind() {
        Map<String, String> env = new HashMap<>();
        OwnCommand.addAdopter(Path.of("/o'pt/\"x\"/adopter.jar"), env);

        assertThat(env).containsEntry("JDK_JAVA_OPTIONS", "\"-javaagent:/o'pt/\"'\"'\"x\"'\"'\"/adopter.jar\"");
    }

    @Test
    void declaredJdkIsFoundFirst() {
        Map<String, String> env = new HashMap<>(Map.of("PATH", "/usr/bin", "JAVA_HOME", "/usr/lib/jvm/old"));
        OwnCommand.addJava(new Launch("/opt/jdk", null, List.of(), List.of(), "work", Map.of(), List.of("sh")), env);

        assertThat(env).containsEntry("PATH", "/opt/jdk/bin:/usr/bin").containsEntry("JAVA_HOME", "/opt/jdk");
    }

    @Test
    void programIsLookedForAlongThePath(@TempDir Path folder) throws Exception {
        Path program = Files.createFile(folder.resolve("serve"));
        Map<String, String> env = Map.of("PATH", "/nowhere:" + folder);
        assertThat(OwnCommand.isThere("serve", env)).as("not executable").isFalse();
        assertThat(program.toFile().setExecutable(true)).isTrue();

        assertThat(OwnCommand.isThere("serve", env)).isTrue();
        assertThat(OwnCommand.isThere(program.toString(), Map.of())).isTrue();
        assertThat(OwnCommand.isThere(folder.toString(), Map.of()))
                .as("a folder")
                .isFalse();
    }
}
