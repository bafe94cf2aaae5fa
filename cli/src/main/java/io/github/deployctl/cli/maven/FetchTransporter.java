package io.github.deployctl.cli.maven;

import io.github.deployctl.common.fetch.AnswerException;
import io.github.deployctl.common.fetch.Download;
import io.github.deployctl.common.fetch.Wanted;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.AuthenticationContext;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.spi.connector.transport.AbstractTransporter;
import org.eclipse.aether.spi.connector.transport.GetTask;
import org.eclipse.aether.spi.connector.transport.PeekTask;
import org.eclipse.aether.spi.connector.transport.PutTask;
import org.eclipse.aether.spi.connector.transport.TransporterFactory;
import org.eclipse.aether.transfer.NoTransporterException;
import org.jspecify.annotations.Nullable;

/** The resolver's way to a repository: the one by which everything else is fetched, with its deadlines and its rule that a redirect never leaves https. */
final class FetchTransporter extends AbstractTransporter {
    private final Repository repository;
    private final String agent;
    private final @Nullable String authorization;

    private FetchTransporter(Repository repository, String agent, @Nullable String authorization) {
        this.repository = repository;
        this.agent = agent;
        this.authorization = authorization;
    }

    /**
     * Makes them.
     *
     * @param agent what a request says of the program that makes it
     */
    record Factory(String agent) implements TransporterFactory {
        @Override
        public FetchTransporter newInstance(RepositorySystemSession session, RemoteRepository repository)
                throws NoTransporterException {
            try {
                Repository at = Repository.of(repository.getId(), repository.getUrl());
                return new FetchTransporter(at, agent, authorization(session, repository));
            } catch (IllegalArgumentException e) {
                throw new NoTransporterException(repository, e.getMessage());
            }
        }

        @Override
        public float getPriority() {
            return 1;
        }
    }

    private static @Nullable String authorization(RepositorySystemSession session, RemoteRepository repository) {
        try (AuthenticationContext context = AuthenticationContext.forRepository(session, repository)) {
            if (context == null) {
                return null;
            }
            String pair =
                    context.get(AuthenticationContext.USERNAME) + ":" + context.get(AuthenticationContext.PASSWORD);
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public int classify(Throwable error) {
        boolean absent = error instanceof AnswerException answer
                && (answer.status() == HttpURLConnection.HTTP_NOT_FOUND
                        || answer.status() == HttpURLConnection.HTTP_GONE);
        return absent ? ERROR_NOT_FOUND : ERROR_OTHER;
    }

    @Override
    protected void implGet(GetTask task) throws Exception {
        try (Download download = open(task.getLocation().toString())) {
            utilGet(task, download.body(), true, download.length(), false);
        }
    }

    @Override
    protected void implPeek(PeekTask task) throws Exception {
        open(task.getLocation().toString()).close();
    }

    private Download open(String path) throws IOException {
        return Download.open(new Wanted(repository.file(path), agent, authorization));
    }

    @Override
    protected void implPut(PutTask task) {
        throw new UnsupportedOperationException("nothing is put into a repository");
    }

    @Override
    protected void implClose() {
        // Each request has its own connection.
    }
}
