package io.github.deployctl.cli.remote.ssh;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program that is the way to a host.
 *
 * @param command as it is executed, its first word the program
 * @param folder to run it in
 */
public record ProxyCommand(List<String> command, Path folder, Map<String, String> environment) {
    public ProxyCommand {
        command = List.copyOf(command);
        requireNonNull(folder, "folder");
        environment = Map.copyOf(environment);
    }
}
