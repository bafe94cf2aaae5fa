package io.github.deployctl.cli.config;

import io.github.deployctl.cli.config.CommandReader.Usual;
import io.github.deployctl.cli.hook.ClientCommand;
import io.github.deployctl.cli.verify.Verification;
import java.util.Optional;

/** {@code verify}. */
final class VerifyReader {
    private VerifyReader() {}

    static Optional<Verification> read(Section file) {
        return file.get(Verification.NAME).map(node -> {
            ClientCommand command = CommandReader.read(
                    node, Verification.NAME, new Usual(Verification.NAME, Verification.DEFAULT_TIMEOUT));
            return new Verification(command.words(), command.timeout());
        });
    }
}
