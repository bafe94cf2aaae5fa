package io.github.deployctl.cli.command;

import io.github.deployctl.cli.config.DeployFile;
import io.github.deployctl.cli.config.DeployFileReader;
import io.github.deployctl.cli.setup.PublicKey;
import io.github.deployctl.cli.setup.SetupOrder;
import io.github.deployctl.cli.terminal.Surroundings;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.AppName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a host shall be made ready for, as the command line says it. */
final class SetupWishes {
    @Option(names = "--app", paramLabel = "NAME", description = "default: the one in deployctl.yml")
    private @Nullable String app;

    @Option(
            names = "--authorize",
            paramLabel = "FILE",
            description =
                    "public key that may log in as the app's user and reach its agent, nothing else; again for more")
    private List<Path> authorized = new ArrayList<>();

    @Option(names = "--java", paramLabel = "HOME", description = "on the host, for the agent; default: what is there")
    private @Nullable String java;

    @Option(names = "--install-java", description = "install the distribution's Java where there is none")
    private boolean installJava;

    @Option(names = "--remove", description = "take away the app, its releases and logs, and its user")
    private boolean remove;

    /** Returns what deployctl.yml says, or null: it may be missing when the command line says enough. */
    @Nullable
    DeployFile file(Surroundings around, ConnectionOptions connection) throws FailureException {
        Path file = around.folder().resolve(connection.config);
        boolean needed = app == null || !connection.config.equals(Path.of(DeployFile.NAME));
        return needed || Files.exists(file) ? DeployFileReader.read(file, connection.config.toString()) : null;
    }

    /** Checks everything before any host hears of it. */
    SetupOrder order(@Nullable DeployFile file, Surroundings around) throws FailureException {
        AppName name = name(file);
        if (remove && (java != null || installJava || !authorized.isEmpty())) {
            throw usage("--remove takes no --authorize, --java or --install-java");
        }
        if (java != null && !java.matches("/[A-Za-z0-9/._+-]{1,200}")) {
            throw usage("--java names a folder on the host, such as /usr/lib/jvm/java-17-openjdk-amd64");
        }
        List<PublicKey> keys = new ArrayList<>();
        for (Path key : authorized) {
            keys.addAll(PublicKey.read(around.folder().resolve(key), key.toString()));
        }
        SetupOrder.Verb verb = remove
                ? SetupOrder.Verb.REMOVE
                : installJava ? SetupOrder.Verb.INSTALL_JAVA_TOO : SetupOrder.Verb.INSTALL;
        return new SetupOrder(verb, name, keys, java, remove ? List.of() : ports(file, name));
    }

    private static List<Integer> ports(@Nullable DeployFile file, AppName name) {
        if (file == null || !file.declaration().app().equals(name)) {
            return List.of();
        }
        return file.declaration().listeners().values().stream()
                .map(ListenAddress::port)
                .toList();
    }

    private AppName name(@Nullable DeployFile file) throws FailureException {
        if (app == null && file != null) {
            return file.declaration().app();
        }
        try {
            return new AppName(String.valueOf(app));
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    static FailureException usage(String why) {
        return Failure.of(FailureCode.USAGE, "nothing was set up: " + why)
                .hint("deployctl setup --help")
                .asException();
    }
}
