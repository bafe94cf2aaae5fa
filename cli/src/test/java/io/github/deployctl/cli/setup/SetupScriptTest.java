package io.github.deployctl.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.common.release.AppName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SetupScriptTest {
    private static final PublicKey KEY = new PublicKey(
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAQj785jyzyVv4eeEdL0L8YTs6AuM86CCJ0Bpy0ktPTY o'neil; rm -rf /");

    @TempDir
    Path folder;

    @BeforeEach
    void writeDistribution() throws Exception {
        for (String file : List.of(
                "deployctl-agent",
                "deployctl-agent@.service",
                "setup",
                "deployctl-agent.jar",
                "deployctl-adopter.jar")) {
            Files.writeString(folder.resolve(file), "the " + file);
        }
    }

    private SetupScript script() {
        return new SetupScript(folder, "0.1.0");
    }

    private static SetupOrder order(SetupOrder.Verb verb) {
        return new SetupOrder(verb, new AppName("shop"), List.of(KEY), "/opt/java", List.of(8080));
    }

    @Test
    void everyArgumentIsOneWordWhateverIsInIt() throws Exception {
        assertThat(script().whole(order(SetupOrder.Verb.INSTALL)))
                .contains("sh \"$folder/setup\" 'install' 'shop' '--authorize' '")
                .contains(" o'\\''neil; rm -rf /' '--port' '8080' '--java' '/opt/java' \"$@\" </dev/null\n")
                .endsWith("}\nmain \"$@\"\n");
    }

    @Test
    void aLookCarriesNoJarsAndChangesNothing() throws Exception {
        String look = script().look(order(SetupOrder.Verb.INSTALL_JAVA_TOO));

        assertThat(look).contains("'--install-java' '--dry-run'").doesNotContain(">\"$folder/deployctl-agent.jar\"");
        assertThat(script().whole(order(SetupOrder.Verb.REMOVE)))
                .contains("'remove' 'shop'", ">\"$folder/deployctl-agent.jar\"");
    }
}
