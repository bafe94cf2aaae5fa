package io.github.deployctl.e2e.matrix;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an app is started. {@code %PORT%} stands for the port that users reach it at.
 *
 * @param artifact the file to push
 * @param options for the JVM
 * @param command for sh instead of {@code java -jar}, or null
 */
public record Start(
        Path artifact,
        List<String> options,
        List<String> args,
        Map<String, String> env,
        @Nullable String command) {
    static Start of(Path module, Properties said) {
        return new Start(
                module.resolve(said.getProperty("artifact", "target/app.jar").trim()),
                words(said.getProperty("options", "")),
                words(said.getProperty("args", "")),
                words(said.getProperty("env", "")).stream()
                        .map(word -> word.split("=", 2))
                        .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1])),
                said.getProperty("command"));
    }

    /** Returns this for the port that users reach it at. */
    public Start at(int port) {
        String number = Integer.toString(port);
        return new Start(
                artifact,
                put(options, number),
                put(args, number),
                env.entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, each -> each.getValue().replace("%PORT%", number))),
                command == null ? null : command.replace("%PORT%", number));
    }

    Start with(List<String> more) {
        return new Start(
                artifact, Stream.concat(options.stream(), more.stream()).toList(), args, env, command);
    }

    private static List<String> put(List<String> words, String port) {
        return words.stream().map(word -> word.replace("%PORT%", port)).toList();
    }

    private static List<String> words(String line) {
        return Arrays.stream(line.trim().split("\\s+"))
                .flatMap(Stream::of)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
