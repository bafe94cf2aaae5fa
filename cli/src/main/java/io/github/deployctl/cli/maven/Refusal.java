package io.github.deployctl.cli.maven;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.fetch.AnswerException;
import io.github.deployctl.common.fetch.Download;
import io.github.deployctl.common.release.Checksum;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ChecksumFailureException;
import org.eclipse.aether.transfer.RepositoryOfflineException;

/** Says to a user why an artifact did not come from a repository. */
record Refusal(Coordinates coordinates, RemoteRepository repository) {
    private static final String NAME_IT = "append #sha256= and its 64 hex digits to the coordinates";

    FailureException of(ArtifactResolutionException e) {
        Throwable why = e;
        for (Exception each : e.getResults().get(0).getExceptions()) {
            why = each;
        }
        Optional<ChecksumFailureException> checksum = cause(why, ChecksumFailureException.class);
        if (checksum.isPresent()) {
            return of(checksum.get());
        }
        if (cause(why, RepositoryOfflineException.class).isPresent()) {
            return ofOffline();
        }
        if (why instanceof ArtifactNotFoundException) {
            return notFetched("it is not in " + repository.getUrl())
                    .hint("look at how it is written, or name the repository that has it with --repository")
                    .asException();
        }
        Optional<IOException> broken = cause(why, IOException.class);
        return broken.isPresent()
                ? of(broken.get())
                : notFetched(String.valueOf(why.getMessage())).asException();
    }

    FailureException of(IOException e) {
        String host = String.valueOf(URI.create(repository.getUrl()).getHost());
        boolean mayNot = e instanceof AnswerException answer && (answer.status() == 401 || answer.status() == 403);
        return notFetched(repository.getUrl() + ": " + Download.why(host, e))
                .hint(
                        mayNot
                                ? "put the user and the password into ~/.m2/settings.xml, as the server "
                                        + repository.getId()
                                : Download.hint(e))
                .asException();
    }

    private FailureException of(ChecksumFailureException e) {
        if (e.getExpected().isEmpty()) {
            return invalid(repository.getUrl() + " has no checksum of it: no .sha512, .sha256 or .sha1 file")
                    .hint(NAME_IT)
                    .asException();
        }
        return invalid("what " + repository.getUrl() + " gave has the checksum " + e.getActual() + ", wanted is "
                        + e.getExpected())
                .hint("look at the checksum, and at the repository: the file there is not the one that was published")
                .asException();
    }

    /** The local repository has another. */
    FailureException ofKept(Path file, Checksum actual) {
        return invalid(file + " has SHA-256 " + actual + ", wanted is " + coordinates.checksum())
                .hint("look at the checksum, or remove that file to have it fetched again")
                .asException();
    }

    /** Nobody but the repository can say what the host is to accept. */
    FailureException ofPublished(Exception e) {
        boolean absent = e instanceof AnswerException answer && (answer.status() == 404 || answer.status() == 410);
        if (!absent && e instanceof IOException broken) {
            return of(broken);
        }
        return notFetched(repository.getUrl() + " has no .sha256 file for it, which --from-host needs")
                .hint(NAME_IT + ", or push without --from-host")
                .asException();
    }

    FailureException ofCredentials() {
        return notFetched("a host could not: " + repository.getUrl()
                        + " needs credentials, which settings.xml has and no host is told")
                .hint("push without --from-host")
                .asException();
    }

    FailureException ofOffline() {
        return notFetched("it is not in the local repository, and settings.xml says offline")
                .hint("take <offline> out of ~/.m2/settings.xml, or name a file with --artifact")
                .asException();
    }

    static FailureException ofEncrypted(RemoteRepository repository) {
        return plain("the password of server " + repository.getId()
                        + " in settings.xml is encrypted, which is Maven's alone to read")
                .hint("write ${env.NAME} there and set that variable, or run mvn dependency:get and push again")
                .asException();
    }

    static FailureException ofAddress(RemoteRepository repository, String why) {
        return plain("the mirror " + repository.getId() + " in settings.xml: " + why)
                .hint("name a repository that it is no mirror of with --repository")
                .asException();
    }

    private static Failure plain(String why) {
        return Failure.of(FailureCode.NOT_DEPLOYED, "artifact not fetched: " + why)
                .serving("nothing was changed");
    }

    private Failure notFetched(String why) {
        return plain(coordinates + ": " + why);
    }

    private Failure invalid(String why) {
        return Failure.of(FailureCode.ARTIFACT_INVALID, "artifact not taken: " + coordinates + ": " + why)
                .serving("nothing was changed");
    }

    private static <T extends Throwable> Optional<T> cause(Throwable of, Class<T> type) {
        for (Throwable each = of; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return Optional.of(type.cast(each));
            }
        }
        return Optional.empty();
    }
}
