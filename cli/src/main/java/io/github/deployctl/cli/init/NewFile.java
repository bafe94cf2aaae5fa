package io.github.deployctl.cli.init;

import io.github.deployctl.cli.text.FileTrouble;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is not there yet, and only then is written.
 *
 * @param shown what messages call it
 */
public record NewFile(Path path, String shown) {
    public boolean isThere() {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Makes sure that it is not there. */
    public void require() throws FailureException {
        if (isThere()) {
            throw exists();
        }
    }

    public void write(String text) throws FailureException {
        try {
            Path folder = path.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(path, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw exists();
        } catch (IOException e) {
            throw Failure.of(FailureCode.NOT_DEPLOYED, "no " + shown + " written: " + FileTrouble.of(e))
                    .asException();
        }
    }

    private FailureException exists() {
        return Failure.of(FailureCode.USAGE, "no " + shown + " written: there is one, and it is never overwritten")
                .hint("edit it, or write another with --config FILE")
                .asException();
    }
}
