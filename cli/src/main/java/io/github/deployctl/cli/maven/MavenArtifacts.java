package io.github.deployctl.cli.maven;

import io.github.deployctl.cli.maven.MavenSettings.Mirror;
import io.github.deployctl.cli.maven.MavenSettings.Server;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.fetch.Origin;
import io.github.deployctl.common.release.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.RepositorySystemSession.SessionBuilder;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.spi.connector.transport.GetTask;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.SimpleResolutionErrorPolicy;

/** Gets a file of a Maven repository, as Maven itself would: from the user's local repository, or from a repository or its mirror. Used by one thread. */
public final class MavenArtifacts {
    /** Strongest first. MD5 is none any more. */
    private static final String CHECKSUMS = "SHA-512,SHA-256,SHA-1";

    private final Repository repository;
    private final MavenSettings settings;
    private final String agent;

    private MavenArtifacts(Repository repository, MavenSettings settings, String agent) {
        this.repository = repository;
        this.settings = settings;
        this.agent = agent;
    }

    /**
     * Reads the user's settings.
     *
     * @param home of the user
     * @param agent what a request says of the program that makes it
     * @throws FailureException when they cannot be read
     */
    public static MavenArtifacts of(Repository repository, Path home, Map<String, String> environment, String agent)
            throws FailureException {
        return new MavenArtifacts(repository, new SettingsFile(home, environment).read(), agent);
    }

    /**
     * An artifact that is in the user's local repository now.
     *
     * @param checksum of what is in the file
     */
    public record Got(Path file, Checksum checksum) {}

    /**
     * Gets it.
     *
     * @throws FailureException {@code ARTIFACT_INVALID} when it is not what it should be, {@code NOT_DEPLOYED} when there is none to be had
     */
    public Got get(Coordinates coordinates) throws FailureException {
        RepositorySystem system = system(coordinates);
        try (var session = session(system)) {
            RemoteRepository remote = remote(system, session);
            Refusal refusal = new Refusal(coordinates, remote);
            try {
                ArtifactRequest request = new ArtifactRequest(artifact(coordinates), List.of(remote), null);
                Path file =
                        system.resolveArtifact(session, request).getArtifact().getPath();
                return new Got(file, checked(file, coordinates, refusal));
            } catch (ArtifactResolutionException e) {
                throw refusal.of(e);
            }
        } finally {
            system.shutdown();
        }
    }

    /**
     * Returns where others can fetch it, and what it must be: what the repository's {@code .sha256} says, where the coordinates name no checksum.
     *
     * @throws FailureException when there is no checksum, or the repository lets in nobody without credentials
     */
    public Origin origin(Coordinates coordinates) throws FailureException {
        ExactSupplier supplier = supplier(coordinates);
        RepositorySystem system = supplier.get();
        try (var session = session(system)) {
            RemoteRepository remote = remote(system, session);
            Refusal refusal = new Refusal(coordinates, remote);
            if (remote.getAuthentication() != null) {
                throw refusal.ofCredentials();
            }
            Checksum checksum = coordinates.checksum();
            if (checksum == null) {
                if (settings.offline()) {
                    throw refusal.ofOffline();
                }
                checksum = published(supplier, session, remote, coordinates);
            }
            return new Origin(Repository.of(remote.getId(), remote.getUrl()).file(coordinates.path()), checksum);
        } finally {
            system.shutdown();
        }
    }

    private static Checksum published(
            ExactSupplier supplier, RepositorySystemSession session, RemoteRepository remote, Coordinates coordinates)
            throws FailureException {
        try (var transporter = supplier.getTransporterProvider().newTransporter(session, remote)) {
            GetTask task = new GetTask(URI.create(coordinates.path() + ".sha256"));
            transporter.get(task);
            String said = task.getDataString().strip().split("\\s+", 2)[0];
            return new Checksum(said.toLowerCase(Locale.ROOT));
        } catch (Exception e) {
            throw new Refusal(coordinates, remote).ofPublished(e);
        }
    }

    private RepositorySystem system(Coordinates coordinates) {
        return supplier(coordinates).get();
    }

    private ExactSupplier supplier(Coordinates coordinates) {
        Checksum checksum = coordinates.checksum();
        Map<String, String> wanted = checksum == null ? Map.of() : Map.of("SHA-256", checksum.hex());
        return new ExactSupplier(
                new FetchTransporter.Factory(agent), (session, download, remote, algorithms) -> wanted);
    }

    private RepositorySystemSession.CloseableSession session(RepositorySystem system) {
        DefaultMirrorSelector mirrors = new DefaultMirrorSelector();
        for (Mirror mirror : settings.mirrors()) {
            mirrors.add(mirror.id(), mirror.url(), "default", false, false, mirror.of(), "");
        }
        DefaultAuthenticationSelector servers = new DefaultAuthenticationSelector();
        settings.servers()
                .forEach((id, server) -> servers.add(
                        id,
                        new AuthenticationBuilder()
                                .addUsername(server.user())
                                .addPassword(server.password())
                                .build()));
        SessionBuilder builder = system.createSessionBuilder();
        return builder.withLocalRepositoryBaseDirectories(settings.localRepository())
                .setOffline(settings.offline())
                .setMirrorSelector(mirrors)
                .setAuthenticationSelector(servers)
                .setChecksumPolicy(RepositoryPolicy.CHECKSUM_POLICY_FAIL)
                // What failed is asked for again the next time.
                .setResolutionErrorPolicy(new SimpleResolutionErrorPolicy(false, false))
                .setConfigProperty("aether.layout.maven2.checksumAlgorithms", CHECKSUMS)
                .build();
    }

    /** The repository, or the mirror that stands for it, and with it what lets the user in. */
    private RemoteRepository remote(RepositorySystem system, RepositorySystemSession session) throws FailureException {
        RemoteRepository plain =
                new RemoteRepository.Builder(repository.id(), "default", repository.toString()).build();
        RemoteRepository found =
                system.newResolutionRepositories(session, List.of(plain)).get(0);
        Server server = settings.servers().get(found.getId());
        if (server != null && server.isEncrypted()) {
            throw Refusal.ofEncrypted(found);
        }
        try {
            Repository.of(found.getId(), found.getUrl());
        } catch (IllegalArgumentException e) {
            throw Refusal.ofAddress(found, String.valueOf(e.getMessage()));
        }
        return found;
    }

    private static DefaultArtifact artifact(Coordinates coordinates) {
        return new DefaultArtifact(
                coordinates.group(),
                coordinates.artifact(),
                coordinates.classifier(),
                coordinates.extension(),
                coordinates.version());
    }

    /** Looks at what came, or has lain there for long: the latter nobody has compared with anything. */
    private static Checksum checked(Path file, Coordinates coordinates, Refusal refusal) throws FailureException {
        try (InputStream in = Files.newInputStream(file)) {
            Checksum actual = Checksum.of(in);
            if (coordinates.checksum() != null && !coordinates.checksum().equals(actual)) {
                throw refusal.ofKept(file, actual);
            }
            return actual;
        } catch (IOException e) {
            throw refusal.of(e);
        }
    }
}
