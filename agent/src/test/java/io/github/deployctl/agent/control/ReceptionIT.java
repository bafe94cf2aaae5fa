package io.github.deployctl.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.deployctl.agent.fault.Faults;
import io.github.deployctl.agent.policy.HostPolicy;
import io.github.deployctl.agent.posix.Mounts;
import io.github.deployctl.agent.release.Incoming;
import io.github.deployctl.agent.release.ReleaseStore;
import io.github.deployctl.agent.release.StorePaths;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Frames;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.Checksum;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client hears when the disk is full, and what the agent fetches itself from a web server on loopback. */
class ReceptionIT {
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private final List<Record> said = new ArrayList<>();
    private byte[] artifact;
    private Checksum checksum;
    private StorePaths paths;
    private ReleaseStore store;
    private Incoming incoming;

    @BeforeEach
    void makeArtifact() throws IOException {
        paths = new StorePaths(folder.resolve("state"), folder, folder, folder.resolve("shop.env"));
        store = new ReleaseStore(paths, Faults.NONE);
        incoming = store.incoming(InstantSource.system());
        artifact = new byte[20 * MIB];
        new Random(1).nextBytes(artifact);
        checksum = Checksum.of(new ByteArrayInputStream(artifact));
    }

    private Reception reception(Disk disk) throws IOException {
        store.open();
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        Frames.send(new ByteArrayInputStream(artifact), frames, (buffer, length) -> {});
        frames.write('n');
        InputStream in = new ByteArrayInputStream(frames.toByteArray());
        return new Reception(
                new Admission(new HostPolicy(paths.policyFile()), incoming, store), new Reception.Client() {
                    @Override
                    public void send(Record message) {
                        said.add(message);
                    }

                    @Override
                    public void require() {
                        // It stays to the end.
                    }

                    @Override
                    public InputStream upload() {
                        disk.fill();
                        return in;
                    }

                    @Override
                    public void uploaded() {
                        // As much as it was sent has been read, so the next request can be.
                        assertThat(next(in)).isEqualTo('n');
                    }
                });
    }

    private interface Disk {
        void fill();
    }

    private static int next(InputStream in) {
        try {
            return in.read();
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void aDiskThatFillsUpDuringAnUploadIsSaidAndCostsNoConnection() throws Exception {
        Path state = paths.state();
        Mounts.small(state, 64);
        try {
            Path ballast = state.resolve("ballast");
            Reception reception = reception(() -> write(ballast, new byte[50 * MIB]));

            reception.stage(new Request.Stage(checksum, artifact.length));

            assertThat(said).hasSize(2).first().isEqualTo(new Reply.ArtifactWanted(0));
            assertThat(said.get(1))
                    .asInstanceOf(InstanceOfAssertFactories.type(Reply.Failed.class))
                    .extracting(Reply.Failed::failure)
                    .extracting(Failure::message)
                    .asString()
                    .contains("nothing was installed", "20 MiB", "No space left on device", "14 MiB are free now");
            assertThat(paths.incoming()).isEmptyDirectory();
            Files.delete(ballast);
            said.clear();

            reception(() -> {}).stage(new Request.Stage(checksum, artifact.length));

            assertThat(said).last().isEqualTo(new Reply.ArtifactPresent());
        } finally {
            Mounts.unmount(state);
        }
    }

    @Test
    void anArtifactIsFetchedFromItsUrlUnlessThePolicyForbidsIt() throws Exception {
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/shop.jar", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, artifact.length);
                exchange.getResponseBody().write(artifact);
            }
        });
        web.start();
        try {
            String url = "http://127.0.0.1:" + web.getAddress().getPort() + "/shop.jar";
            Reception reception = reception(() -> {});
            // What an upload has brought is not fetched again, and is no less verified.
            Files.write(paths.incoming().resolve(checksum + "-1.part"), new byte[] {artifact[0]});

            reception.fetch(new Request.Fetch(checksum, url), "0.1.0");

            assertThat(incoming.holds(checksum)).isTrue();
            assertThat(said).last().isEqualTo(new Reply.ArtifactPresent());
            assertThat(said).contains(new Event.Fetched(artifact.length, artifact.length));
            assertThat(said).hasSizeLessThan(30);
            Checksum other = new Checksum("ab".repeat(32));
            assertRefused(reception, new Request.Fetch(other, url), "with SHA-256 " + checksum);
            assertRefused(reception, new Request.Fetch(other, url.replace("shop", "none")), "status 404");
            assertRefused(reception, new Request.Fetch(other, "file:///etc/passwd"), "no https:// URL");
            assertRefused(reception, new Request.Fetch(other, "http://169.254.169.254/"), "no https:// URL");
            write(paths.policyFile(), "from-host off\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            assertRefused(reception, new Request.Fetch(other, url), "policy");
        } finally {
            web.stop(0);
        }
    }

    @Test
    void overTlsOnlyWhomThisJavaTrustsIsListenedTo() throws Exception {
        try (TlsWeb web = TlsWeb.start(folder, Map.of("/shop.jar", artifact))) {
            Request.Fetch fetch = new Request.Fetch(checksum, web.url("/shop.jar"));
            Reception reception = reception(() -> {});

            assertRefused(reception, fetch, "the certificate of 127.0.0.1 is not one that this Java trusts");
            assertThat(incoming.holds(checksum)).isFalse();
            try (TlsWeb.Trust trust = web.trust()) {
                assertThat(trust).isNotNull();
                reception.fetch(fetch, "0.1.0");
            }

            assertThat(incoming.holds(checksum)).isTrue();
        }
    }

    private static void assertRefused(Reception reception, Request.Fetch fetch, String why) throws IOException {
        try {
            reception.fetch(fetch, "0.1.0");
        } catch (FailureException e) {
            assertThat(e.failure().message()).contains(why);
            return;
        }
        throw new AssertionError("it was fetched: " + fetch);
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
