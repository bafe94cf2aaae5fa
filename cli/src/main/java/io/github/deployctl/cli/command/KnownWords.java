package io.github.deployctl.cli.command;

import io.github.deployctl.cli.completion.Completions;
import io.github.deployctl.cli.completion.SeenReleases;
import io.github.deployctl.cli.config.DeployFile;
import io.github.deployctl.cli.config.DeployFileReader;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.terminal.Surroundings;
import io.github.deployctl.common.failure.FailureException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The hosts, groups and releases that can be named, found out at no host; none where the file cannot be read: somebody presses a key in the middle of a line, which
 * is no place for a message.
 *
 * @param usual the file, where a line names none
 */
record KnownWords(Surroundings around, Path usual) implements Completions.Known {
    private static final String CONFIG = "--config";

    List<String> hosts() {
        return hosts(List.of());
    }

    List<String> releases() {
        return releases(List.of());
    }

    @Override
    public List<String> hosts(List<String> line) {
        try {
            DeployFile file = file(line);
            return Stream.concat(
                            file.hosts().groups().keySet().stream(),
                            file.hosts().all().stream().map(HostAddress::label))
                    .distinct()
                    .toList();
        } catch (FailureException | InvalidPathException e) {
            return List.of();
        }
    }

    @Override
    public List<String> releases(List<String> line) {
        try {
            return new SeenReleases(around.cache())
                    .of(file(line).declaration().app()).stream().distinct().toList();
        } catch (FailureException | InvalidPathException e) {
            return List.of();
        }
    }

    private DeployFile file(List<String> line) throws FailureException {
        int named = line.indexOf(CONFIG) + 1;
        Path config = named > 0 && named < line.size() ? Path.of(line.get(named)) : usual;
        return DeployFileReader.read(around.folder().resolve(config), config.toString());
    }
}
