package io.github.deployctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.deployctl.cli.config.Setting;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.terminal.OutputMode;
import io.github.deployctl.cli.terminal.Surroundings;
import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UserDefaultsTest {
    @TempDir
    Path home;

    private final ConnectionOptions options = new ConnectionOptions();
    private Path file = Path.of("");

    @BeforeEach
    void folder() throws IOException {
        file = Files.createDirectories(home.resolve(".config/deployctl")).resolve("config.yml");
    }

    @Test
    void theFileCountsBeforeWhatIsBuiltIn() throws Exception {
        write("user: ann\nidentity: ~/key\nknown-hosts: hosts\njump: gate\nssh-config: none\nconnect-timeout: 3s\n");
        UserDefaults defaults = read(Map.of());
        defaults.complete(options);
        assertThat(options.identities).containsExactly(home.resolve("key"));
        assertThat(options.knownHosts).isEqualTo(file.resolveSibling("hosts"));
        assertThat(options.jumps).isEqualTo("gate");
        assertThat(options.sshConfig).isEqualTo("none");
        assertThat(options.connectTimeout).isEqualTo(Duration.ofSeconds(3));
        assertThat(login(defaults, "web1")).isEqualTo("ann@web1");
    }

    @Test
    void aHostOfTheProjectCountsBeforeTheFileAndTheOptionBeforeBoth() throws Exception {
        write("user: ann\n");
        UserDefaults defaults = read(Map.of());
        assertThat(login(defaults, "bob@web1")).isEqualTo("bob@web1");
        options.user = "eve";
        assertThat(login(defaults, "bob@web1")).isEqualTo("eve@web1");
    }

    @Test
    void optionsCountBeforeTheFile() throws Exception {
        write("identity: ~/key\njump: gate\nconnect-timeout: 3s\n");
        options.identities = List.of(Path.of("mine"));
        options.jumps = "none";
        options.connectTimeout = Duration.ofSeconds(1);
        read(Map.of()).complete(options);
        assertThat(options.identities).containsExactly(Path.of("mine"));
        assertThat(options.jumps).isEqualTo("none");
        assertThat(options.connectTimeout).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theKeyInTheEnvironmentCountsBeforeTheFilesAndIsNotShownAsTheFiles() throws Exception {
        write("# mine\nidentity: ~/key\njump: gate\n");
        UserDefaults defaults = read(Map.of("DEPLOYCTL_SSH_KEY", "a key"));
        defaults.complete(options);
        assertThat(options.identities).isEmpty();
        assertThat(defaults.settings())
                .containsExactly(
                        new Setting("identity", "***", Setting.Source.ENVIRONMENT, "DEPLOYCTL_SSH_KEY"),
                        new Setting("jump", "gate", Setting.Source.USER_FILE, file + ":3"));
    }

    @Test
    void aPortAndAWaitForALockAreThoseOfTheFileUnlessSomethingSaysOtherwise() throws Exception {
        assertThat(read(Map.of()).lockWait()).isZero();
        write("port: 2222\nlock-wait: 2m\n");
        UserDefaults defaults = read(Map.of());
        defaults.complete(options);
        assertThat(defaults.lockWait()).isEqualTo(Duration.ofMinutes(2));
        assertThat(options.usualPort).hasValue(2222);
        assertThat(options.port).as("which counts before the port of a host").isNull();
        assertThat(login(defaults, "web1")).as("a host is called as it was").isEqualTo("web1");
    }

    @Test
    void coloursOfTheEnvironmentCountBeforeTheFile() throws Exception {
        write("color: never\n");
        assertThat(read(Map.of()).forbidsColour()).isTrue();
        assertThat(read(Map.of("CLICOLOR", "1")).forbidsColour()).isTrue();
        UserDefaults forced = read(Map.of("FORCE_COLOR", "1"));
        assertThat(forced.forbidsColour()).isFalse();
        assertThat(forced.settings())
                .containsExactly(new Setting("color", "always", Setting.Source.ENVIRONMENT, "FORCE_COLOR"));
        assertThat(read(Map.of("NO_COLOR", "1", "FORCE_COLOR", "1")).settings())
                .containsExactly(new Setting("color", "never", Setting.Source.ENVIRONMENT, "NO_COLOR"));
        write("color: auto\n");
        assertThat(read(Map.of()).forbidsColour()).isFalse();
    }

    @Test
    void plainOutputIsNotThatOfAJob() throws Exception {
        assertThat(read(Map.of()).mode()).isEqualTo(OutputMode.AUTO);
        write("output: plain\n");
        assertThat(read(Map.of()).mode()).isEqualTo(OutputMode.PLAIN);
        assertThat(read(Map.of("GITHUB_ACTIONS", "true")).mode()).isEqualTo(OutputMode.AUTO);
    }

    @Test
    void aFaultIsNotOneOfTheOutput() throws Exception {
        write("output: plain\nport: none\n");
        assertThat(UserDefaults.lenient(around(Map.of())).mode()).isEqualTo(OutputMode.AUTO);
    }

    @Test
    void aMissingOrEmptyFileSaysNothing() throws Exception {
        assertThat(read(Map.of()).settings()).isEmpty();
        write("# nothing yet\n\n  # indented\n");
        assertThat(read(Map.of()).settings()).isEmpty();
    }

    @Test
    void faultsNameFileAndLine() throws Exception {
        refused("user: ann\nartifact: a.jar\n", ":2:1: key \"artifact\" is about an app; it belongs in the app's");
        refused("usr: ann\n", ":1:1: unknown key \"usr\"");
        refused("connect-timeout: 0s\n", ":1:18: connect-timeout must be longer than 0s");
        refused("user: [ann\n", ":2:1: not valid YAML");
        refused("prot: 22\n", ":1:1: unknown key \"prot\" in a user's own file; did you mean port?");
        refused("port: 0\n", ":1:7: port must be between 1 and 65535, not \"0\"");
        refused("port: 65536\n", ":1:7: port must be between 1 and 65535");
        refused("lock-wait: soon\n", ":1:12: ");
        refused("color: always\n", ":1:8: color must be auto or never, not \"always\"");
        refused("output: json\n", ":1:9: output must be auto or plain, not \"json\"");
        refused("- user: ann\n", ":1:1: the file must be a map of keys and values, not a list");
        refused("ann\n", ":1:1: the file must be a map of keys and values, not a single value");
    }

    @Test
    void whatIsNoFileIsSaidToBeNone() throws Exception {
        Files.createDirectory(file);
        refusedAsItIs(file + " is a directory, and not a file");
        Files.delete(file);
        Files.write(file, new byte[] {'u', 's', 'e', 'r', ':', ' ', (byte) 0xfc, '\n'});
        refusedAsItIs(file + " is not UTF-8 text");
        Files.delete(file);
        Files.createSymbolicLink(file, file.getFileName());
        refusedAsItIs(file + " cannot be read: Too many levels of symbolic links");
    }

    @Test
    void aFileThatMayNotBeReadIsRefused() throws Exception {
        assumeThat(Files.getOwner(home).getName()).as("who may read everything").isNotEqualTo("root");
        write("user: ann\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        refusedAsItIs("may not read " + file);
    }

    @Test
    void aFileThatOthersMayChangeIsRefused() throws Exception {
        write("user: ann\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        assertThatThrownBy(() -> read(Map.of())).hasMessageContaining("can be changed by other users");
    }

    @Test
    void aFileOfSomebodyElseIsRefused() throws Exception {
        assumeThat(Files.getOwner(home).getName()).as("who may give files away").isEqualTo("root");
        write("user: ann\n");
        Files.setOwner(
                file, home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        assertThatThrownBy(() -> read(Map.of())).hasMessageContaining(file + " belongs to nobody");
    }

    private void refused(String text, String why) throws IOException {
        write(text);
        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining(file + why);
    }

    private void refusedAsItIs(String why) {
        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining(why);
    }

    private String login(UserDefaults defaults, String host) {
        return defaults.login(HostAddress.parse(host), options).toString();
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private UserDefaults read(Map<String, String> environment) throws Exception {
        return UserDefaults.read(around(environment));
    }

    private Surroundings around(Map<String, String> environment) throws IOException {
        String me = Files.getOwner(home).getName();
        return new Surroundings(environment, home, home, me, "laptop", InstantSource.fixed(Instant.EPOCH));
    }
}
