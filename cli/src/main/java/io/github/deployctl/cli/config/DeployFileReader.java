package io.github.deployctl.cli.config;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the file, strictly: what is not understood is refused with {@code CONFIG_INVALID}, one fault at a time. */
public final class DeployFileReader {
    private DeployFileReader() {}

    /** Reads {@code file}; {@code shown} is what messages call it. */
    public static DeployFile read(Path file, String shown) throws FailureException {
        try {
            return check(Files.readString(file), file, shown);
        } catch (CharacterCodingException e) {
            throw invalid(shown + ": is not UTF-8 text", null);
        } catch (IOException e) {
            if (Files.exists(file)) {
                throw invalid(shown + ": cannot be read: " + e.getMessage(), null);
            }
            throw invalid(shown + " does not exist", "deployctl init, or name another file with --config");
        }
    }

    /** Reads {@code text} as if it stood in {@code file}. */
    public static DeployFile check(String text, Path file, String shown) throws FailureException {
        try {
            return new DeclarationReader(parent(file)).read(root(text));
        } catch (ConfigException e) {
            throw invalid(e.located(shown), null);
        }
    }

    private static Path parent(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }

    private static Node root(String text) {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setUseMarks(true)
                    .setAllowDuplicateKeys(true)
                    .build();
            return new Compose(settings)
                    .composeString(text)
                    .orElseThrow(() -> new ConfigException(
                            Optional.empty(), "the file is empty; it needs app, artifact and listeners"));
        } catch (MarkedYamlEngineException e) {
            throw new ConfigException(e.getProblemMark().or(e::getContextMark), "not valid YAML: " + problem(e));
        } catch (YamlEngineException e) {
            throw new ConfigException(Optional.empty(), "not valid YAML: " + firstLine(e.getMessage()));
        }
    }

    private static String problem(MarkedYamlEngineException e) {
        String problem = firstLine(e.getProblem());
        return problem.contains("TAB") ? "a tab cannot indent; use spaces" : problem;
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "malformed" : message.lines().findFirst().orElse("malformed");
    }

    private static FailureException invalid(String what, @Nullable String hint) {
        return Failure.of(FailureCode.CONFIG_INVALID, "configuration not read: " + what)
                .serving("nothing was changed")
                .hint(hint)
                .asException();
    }
}
