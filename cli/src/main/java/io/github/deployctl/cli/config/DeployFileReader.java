package io.github.deployctl.cli.config;

import io.github.deployctl.cli.text.FileTrouble;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the file, strictly: what is not understood is refused with {@code CONFIG_INVALID}, one fault at a time. */
public final class DeployFileReader {
    private DeployFileReader() {}

    /** Reads {@code file}; {@code shown} is what messages call it. */
    public static DeployFile read(Path file, String shown) throws FailureException {
        String named = shown.equals(DeployFile.NAME) ? "" : " --config " + shown;
        String hint = "deployctl config validate" + named + ", which tells all that is wrong";
        return check(text(file, shown), file, new Shown(shown, hint));
    }

    /** Returns all that is wrong in {@code file}, in the order of its lines. */
    public static List<Finding> findings(Path file, String shown) throws FailureException {
        return findings(text(file, shown), file);
    }

    static List<Finding> findings(String text, Path file) {
        return Findings.in(text, new DeclarationReader(parent(file))::read);
    }

    static String text(Path file, String shown) throws FailureException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw invalid(shown + ": is not UTF-8 text", null);
        } catch (IOException e) {
            if (Files.exists(file)) {
                throw invalid(shown + ": cannot be read: " + FileTrouble.of(e), null);
            }
            throw invalid(shown + " does not exist", "deployctl init, or name another file with --config");
        }
    }

    /** Reads {@code text} as if it stood in {@code file}. */
    public static DeployFile check(String text, Path file, String shown) throws FailureException {
        return check(text, file, new Shown(shown, null));
    }

    /** @param hint what to try where something is wrong, or null */
    private record Shown(String name, @Nullable String hint) {}

    private static DeployFile check(String text, Path file, Shown shown) throws FailureException {
        try {
            return new DeclarationReader(parent(file)).read(Yaml.root(text));
        } catch (ConfigException e) {
            throw invalid(e.located(shown.name), shown.hint);
        }
    }

    private static Path parent(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }

    private static FailureException invalid(String what, @Nullable String hint) {
        return Failure.of(FailureCode.CONFIG_INVALID, "configuration not read: " + what)
                .serving("nothing was changed")
                .hint(hint)
                .asException();
    }
}
